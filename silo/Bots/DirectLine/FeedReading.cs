using System.Collections.Immutable;
using Conversations.Bots;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>What a page of a feed means to the conversation. Pure.</summary>
internal sealed record FeedReading
{
    private const int MostSent = 16;

    /// <summary>Where the feed has been read to, with the requests that were recognised in it.</summary>
    public required BotSession Position { get; init; }
    /// <summary>What the bot said, as the conversation is to be told of it.</summary>
    public required ImmutableArray<string> Told { get; init; }
    /// <summary>The requests that were answered.</summary>
    public required ImmutableArray<string> Answered { get; init; }
    /// <summary>More than signs of life is to be told.</summary>
    public bool HasWords { get; init; }
    /// <summary>Requests with which the bot failed are marked in <see cref="Position"/>, and were not before.</summary>
    public bool HasFailures { get; init; }

    /// <summary>Marks the requests with which the bot failed, where it is known that they arrived.</summary>
    public FeedReading WithFailures(ImmutableArray<string> failed)
    {
        var marked = failed.Select(id => Position.Sent.LastOrDefault(s => s.ActivityId == id)).Where(s => s is { Answered: false, Failed: false }).ToList();
        return marked.Count == 0 ? this : this with
        {
            Position = Position with { Sent = [.. Position.Sent.Select(s => marked.Contains(s) ? s with { Failed = true } : s)] }, HasFailures = true,
        };
    }

    /// <summary>Adds that a request arrived and what it is called there.</summary>
    public static BotSession WithSent(BotSession position, string activityId, string remoteId)
    {
        if (remoteId.Length > FeedPage.LongestId || position.Sent.Any(s => s.RemoteId == remoteId)) return position;
        var sent = position.Sent.Add(new BotSent { ActivityId = activityId, RemoteId = remoteId });
        return position with { Sent = sent.Length > MostSent ? sent[^MostSent..] : sent };
    }

    /// <param name="position">Where the page was read from.</param>
    /// <param name="page">The page, without activities that were read before.</param>
    /// <param name="terms">What is known besides.</param>
    public static FeedReading Of(BotSession position, FeedPage page, FeedTerms terms)
    {
        // Where each request is seen: what names none and comes before the last of them answers none.
        Dictionary<string, int> echoes = new(StringComparer.Ordinal);
        var reached = page.Watermark is { } watermark ? position with { Watermark = watermark } : position;
        for (var i = 0; i < page.Activities.Length; i++)
        {
            if (RequestOf(position, page.Activities[i], terms) is not { } request) continue;
            if (page.Activities[i].Id is { Length: > 0 } id) reached = WithSent(reached, request, id);
            echoes[request] = i;
        }
        var last = echoes.Count == 0 ? -1 : echoes.Values.Max();
        var told = ImmutableArray.CreateBuilder<string>();
        HashSet<string> answered = new(StringComparer.Ordinal);
        var hasWords = false;
        for (var i = 0; i < page.Activities.Length; i++)
        {
            var activity = page.Activities[i];
            if (IsOwn(reached, activity, terms)) continue;
            var (text, answers) = Assign(reached, activity, i < last ? null : terms.Asked(echoes));
            told.Add(text);
            hasWords |= !activity.IsTyping;
            if (answers is not null && activity.IsAnswer) answered.Add(answers);
        }
        var sent = reached.Sent.Any(s => !s.Answered && answered.Contains(s.ActivityId))
            ? reached.Sent.Select(s => answered.Contains(s.ActivityId) ? s with { Answered = true } : s).ToImmutableArray()
            : reached.Sent;
        return new() { Position = reached with { Sent = sent }, Told = told.ToImmutable(), Answered = [.. answered], HasWords = hasWords };
    }

    /// <summary>Whether one of its activities answers something that nothing is known of, which may be a request whose id there is still awaited.</summary>
    public static bool HasUnknownReply(BotSession position, FeedPage page, FeedTerms terms) =>
        page.Activities.All(a => RequestOf(position, a, terms) is null)
        && page.Activities.Any(a => !a.IsTyping && a.ReplyToId is { Length: > 0 } id && position.Sent.All(s => s.RemoteId != id));

    private static (string Text, string? Answers) Assign(BotSession position, RemoteActivity activity, string? asked)
    {
        if (activity.ReplyToId is { Length: > 0 } remote)
        {
            var request = position.Sent.LastOrDefault(s => s.RemoteId == remote)?.ActivityId;
            return (request is null ? activity.Raw : activity.Answering(request), request);
        }
        // It names no request. What was said before the request arrived answers none: the conversation would take it for the answer, so
        // it is told with a name that no request has.
        return asked is not null ? (activity.Raw, asked) : (activity.Answering(activity.Id is { Length: > 0 } id ? id : "unasked"), null);
    }

    private static bool IsOwn(BotSession position, RemoteActivity activity, FeedTerms terms) =>
        RequestOf(position, activity, terms) is not null || position.Sent.Any(s => s.RemoteId == activity.Id)
        || (activity.FromId == terms.User && !activity.IsFromBot && string.IsNullOrEmpty(activity.ReplyToId));

    // Who spoke can't be told by 'from', which some services overwrite; and a bot may send back the channelData that it got.
    private static string? RequestOf(BotSession position, RemoteActivity activity, FeedTerms terms)
    {
        if (position.Sent.FirstOrDefault(s => s.RemoteId == activity.Id) is { } known) return known.ActivityId;
        var ours = activity.ClientActivityId?.StartsWith(terms.Conversation + "|", StringComparison.Ordinal) is true;
        return ours && string.IsNullOrEmpty(activity.ReplyToId) && !activity.IsFromBot ? activity.ClientActivityId : null;
    }
}

/// <summary>What is known of a feed besides its pages.</summary>
/// <param name="Conversation">The conversation's own id: requests are called <c>{conversation}|…</c>.</param>
/// <param name="User">What the service calls the consumer.</param>
/// <param name="Waiting">The requests that wait for an answer, and whether it is known that they arrived there.</param>
internal readonly record struct FeedTerms(string Conversation, string User, ImmutableArray<(string ActivityId, bool HasArrived)> Waiting)
{
    /// <summary>The one request that has arrived, or is seen to, and waits; null when none does, or several.</summary>
    public string? Asked(IReadOnlyDictionary<string, int> echoes)
    {
        var arrived = Waiting.Where(w => w.HasArrived || echoes.ContainsKey(w.ActivityId)).Take(2).ToList();
        return arrived is [var (activityId, _)] ? activityId : null;
    }
}
