using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.Feeds;

namespace Conversations.Silo.Http.V1;

/// <summary>The journal of a conversation as server-sent events: what was and what comes, without loss or repeat.</summary>
internal static class EventEndpoint
{
    private static readonly string[] Parameters = ["after"];

    public static void MapEvents(this RouteGroupBuilder account) =>
        account.MapGet("/conversations/{conversation}/events", Stream)
            .Produces(200, contentType: "text/event-stream").WithSummary("Every event as server-sent events; Last-Event-ID or ?after= resumes");

    private static async Task<IResult> Stream(
        string account, string conversation, string? after, HttpContext http, ConversationCalls conversations, EventFeeds feeds)
    {
        var caller = V1Access.OpenForReading(http, account, conversation);
        var checks = new FieldChecks();
        QueryParameters.RefuseUnknown(http.Request.Query, Parameters, checks);
        // A browser that reconnects repeats the address and adds the header: the header is the newer of the two.
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        var position = last.Length > 0 ? QueryParameters.Position("Last-Event-ID", last, checks) : QueryParameters.Position("after", after, checks);
        checks.ThrowIfAny();
        var key = V1Endpoints.Key(account, conversation);
        var page = await conversations.Call(key, grain => grain.ReadEvents(position, 1), http.RequestAborted);
        if (page.Version is 0)
        {
            throw ProblemException.UnknownConversation(conversation);
        }
        await using var feed = feeds.Open(key, Math.Min(position, page.Version));
        return await new EventStream(http, feed, caller.SeesPrivate).Run(feeds.Stopping);
    }
}
