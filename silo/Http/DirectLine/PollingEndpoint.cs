using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// Reading activities by asking again and again. A client that gets anything but 200 stops asking for good, so when the
/// conversation can't be read for a moment the answer is that there is nothing new.
/// </summary>
internal static partial class PollingEndpoint
{
    private const int PageSize = 200;
    private const int EnoughActivities = 100;

    public static void MapPolling(this RouteGroupBuilder group) =>
        group.MapGet("/conversations/{conversation}/activities", Poll).Produces(200, contentType: "application/json").WithSummary("Activities after a watermark");

    private static async Task<IResult> Poll(
        string conversation, string? watermark, HttpContext http, DirectLineAccess access, ConversationCalls conversations, ConversationFactsCache facts,
        ILoggerFactory logging)
    {
        var caller = access.Open(http);
        var key = caller.Opens(conversation);
        if (!ConversationIds.IsPossible(conversation))
        {
            throw DirectLineFault.NotFound();
        }
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        try
        {
            var known = await facts.Find(key);
            var pages = await Read(conversations, key, Watermark.Read(watermark), http.RequestAborted);
            await Write(http, key.Conversation, known, pages);
        }
        catch (Exception e) when (e is not BotFrameworkFault && !http.Response.HasStarted)
        {
            LogUnreadable(logging.CreateLogger("Conversations.Silo.Http.DirectLine.Polling"), key, e.Message);
            await WriteNothing(http, watermark);
        }
        return Results.Empty;
    }

    // Pages without anything to show don't count: an empty answer would tell the client that it is up to date.
    private static async Task<List<EventPage>> Read(ConversationCalls conversations, ConversationKey key, long after, CancellationToken cancellation)
    {
        List<EventPage> pages = [];
        var shown = 0;
        while (true)
        {
            var from = after;
            var page = await conversations.Call(key, grain => grain.ReadEvents(from, PageSize), cancellation);
            if (page.Version is 0)
            {
                throw DirectLineFault.NotFound();
            }
            pages.Add(page);
            after = page.FirstVersion + page.Events.Length - 1;
            shown += page.Events.Count(e => e is MessagePublished or ConversationClosed);
            if (page.Events.Length is 0 || after >= page.Version || shown >= EnoughActivities)
            {
                return pages;
            }
        }
    }

    private static async Task Write(HttpContext http, string conversation, ConversationFacts facts, List<EventPage> pages)
    {
        using (var set = new ActivitySet(http.Response.BodyWriter, conversation, facts))
        {
            foreach (var page in pages)
            {
                set.Add(page);
            }
            var last = pages[^1];
            // A position beyond the end comes back to it, or its holder would wait for ever.
            set.End(Watermark.Write(last.Events.Length is 0 ? last.Version : last.FirstVersion + last.Events.Length - 1));
        }
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task WriteNothing(HttpContext http, string? watermark)
    {
        using (var set = new ActivitySet(http.Response.BodyWriter, "", new("", null, "", null)))
        {
            set.End(watermark ?? "");
        }
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Key} can't be read at the moment, its reader is told that there is nothing new: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, ConversationKey key, string reason);
}
