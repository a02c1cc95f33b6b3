using System.Net.WebSockets;
using Conversations.Silo.Http.Access;
using Conversations.Silo.Http.BotFramework;
using Conversations.Silo.Http.Feeds;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>The socket of a conversation. Any number of them may be open.</summary>
internal static class StreamEndpoint
{
    public static void MapStream(this RouteGroupBuilder group) =>
        group.MapGet("/conversations/{conversation}/stream", Stream).WithSummary("Activities over a WebSocket; use the streamUrl as given");

    private static async Task<IResult> Stream(
        string conversation, string? watermark, string? t, HttpContext http, DirectLineAccess access, ConversationCalls conversations, ConversationFactsCache facts,
        EventFeeds feeds)
    {
        var caller = await access.OpenStream(t);
        var key = caller.Opens(conversation);
        // The address is the credential here, not a header.
        Credential.CallerOf(caller.Token!).Enter();
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw BotFrameworkFault.Bad("This address is for a WebSocket.");
        }
        var view = await conversations.Call(key, grain => grain.Read(), http.RequestAborted) ?? throw DirectLineFault.NotFound();
        var known = facts.Keep(key, view);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { DangerousEnableCompression = true });
        await using var feed = feeds.Open(key, Math.Min(Watermark.Read(watermark), view.Version));
        var typing = new TypingIndicator(view);
        await new ActivityStream(socket, feed, conversation, known, typing, feeds.Time).Run(feeds.Stopping, http.RequestAborted);
        return Results.Empty;
    }
}
