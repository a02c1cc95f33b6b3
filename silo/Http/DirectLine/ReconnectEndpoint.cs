using Conversations.Silo.Http.Access;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Gives a client that lost its socket a new token and a new stream address.</summary>
internal static class ReconnectEndpoint
{
    public static void MapReconnect(this RouteGroupBuilder group) =>
        group.MapGet("/conversations/{conversation}", Reconnect).Produces<ConversationBody>().WithSummary("Reconnects to a conversation");

    private static async Task<IResult> Reconnect(
        string conversation, string? watermark, HttpContext http, DirectLineAccess access, ConversationCalls conversations, ConversationFactsCache facts, StreamAddresses addresses)
    {
        var caller = access.Open(http);
        var key = caller.Opens(conversation);
        var view = ConversationIds.IsPossible(conversation) ? await conversations.Call(key, grain => grain.Read(), http.RequestAborted) : null;
        if (view is null)
        {
            throw DirectLineFault.NotFound();
        }
        facts.Keep(key, view);
        var token = caller.Token ?? new ConsumerToken { Account = key.Account, Conversation = key.Conversation };
        // Without a watermark only what comes from now on is wanted; an empty one asks for everything.
        return Results.Json(
            addresses.Answer(http.Request, token, watermark ?? Watermark.Write(view.Version)), DirectLineJson.Relaxed.ConversationBody);
    }
}
