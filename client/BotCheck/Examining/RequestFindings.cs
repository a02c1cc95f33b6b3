namespace Conversations.Cli.BotCheck.Examining;

/// <summary>How the bot's endpoint behaves as an HTTP service.</summary>
internal static class RequestFindings
{
    /// <summary>A response that takes longer than this after its head comes bit by bit.</summary>
    private static readonly TimeSpan LongBody = TimeSpan.FromSeconds(1);

    private const string Escalates = "A server gives up on the bot's turn and escalates, unless the bot had answered already.";
    private const string TriesAgain = "A server sends the request again, at most twice, and then escalates, unless the bot had answered already.";

    public static IEnumerable<Finding> Of(Exchanges exchanges)
    {
        // An unknown event has a finding of its own; the probe for expectReplies is no fault of a bot that lacks it.
        var counted = exchanges.All.Where(x => x.Request.Purpose is not (Purpose.Event or Purpose.ExpectReplies)).ToList();
        if (counted.FirstOrDefault() is { Request: { Status: not null, StatusAt: { } at } first })
        {
            yield return new Finding(Findings.Reachable, Grade.Good, $"The bot answered the first request with {first.Status} after {Wording.Took(at - first.SentAt)}.", "Conversations can reach it.");
        }
        foreach (var finding in Faults(counted).Concat(Statuses(counted))) yield return finding;
    }

    private static IEnumerable<Finding> Faults(List<Answers> counted) =>
    [
        .. Bad(Findings.Unreachable, counted, r => r.Fault == RequestFault.Unreachable, "could not connect to the bot", TriesAgain),
        .. Bad(Findings.ConnectionLost, counted, r => r.Fault == RequestFault.Lost, "lost the connection without a response", TriesAgain),
        .. Bad(Findings.HalfBody, counted, r => r.Fault == RequestFault.HalfBody, "got half a response: the connection ended inside of it", TriesAgain),
        .. Bad(Findings.ResponseTooLarge, counted, r => r.Fault == RequestFault.TooLarge, "got a response above 1 MB", Escalates),
        .. Hanging(counted),
        .. Slow(counted),
    ];

    private static IEnumerable<Finding> Statuses(List<Answers> counted) =>
    [
        .. Bad(Findings.Redirect, counted, r => IsRedirect(r.Status), "got a redirect, which is never followed", "Name the address that it leads to as the bot's endpoint. " + Escalates),
        .. Bad(Findings.Unauthorized, counted, r => r.Status is 401 or 403, "got 401 or 403: the bot wants to know who asks",
            "Give the bot's identity in its YAML, or a token to this check with --token-file. " + Escalates),
        .. Bad(Findings.BadStatus, counted, r => r.Status is < 200 or (>= 400 and not (401 or 403)), "got a status that is no success",
            "What got 408, 429 or a status from 500 on is sent again, at most twice. Then the conversation escalates, unless the bot had answered already."),
    ];

    private static IEnumerable<Finding> Hanging(List<Answers> counted)
    {
        var hanging = counted.Where(x => x.Request.Fault == RequestFault.TimedOut).ToList();
        if (hanging.Count == 0) yield break;
        var silent = hanging.Any(x => x.First is null);
        yield return new Finding(Findings.NoResponse, silent ? Grade.Bad : Grade.Warning, $"{Requests(hanging)} got no complete HTTP response within the bot's time.",
            silent ? Escalates : "What was said all the same is delivered, but the turn lasts until the bot's time is over.")
        {
            Evidence = Wording.Evidence(hanging),
        };
    }

    private static IEnumerable<Finding> Slow(List<Answers> counted)
    {
        var slow = counted.Where(x => x.Request is { Fault: RequestFault.None, StatusAt: { } at, EndedAt: { } end } && end - at > LongBody).ToList();
        if (slow.Count == 0) yield break;
        yield return new Finding(Findings.SlowResponse, Grade.Warning, $"{Requests(slow)} got a response whose body came slowly.",
            "The turn is not over before the response is; while it lasts, the consumer waits.")
        {
            Evidence = Wording.Evidence(slow.Select(x => $"{Wording.Name(x.Request)}: {Wording.Took(x.Request.EndedAt!.Value - x.Request.StatusAt!.Value)} after its head")),
        };
    }

    private static IEnumerable<Finding> Bad(string word, List<Answers> counted, Func<SentRequest, bool> has, string what, string meaning)
    {
        var found = counted.Where(x => has(x.Request)).ToList();
        if (found.Count == 0) yield break;
        yield return new Finding(word, Grade.Bad, $"{Requests(found)} {what}.", meaning)
        {
            Evidence = Wording.Evidence(found.Select(x => $"{Wording.Name(x.Request)}: {Detail(x.Request)}")),
        };
    }

    private static string Detail(SentRequest request) => (request.Status, request.Detail) switch
    {
        ({ } status, { } detail) => $"{status}, {Wording.Short(detail)}",
        ({ } status, null) => $"{status}",
        (null, var detail) => Wording.Short(detail ?? "no response"),
    };

    private static bool IsRedirect(int? status) => status is >= 300 and < 400;

    private static string Requests(List<Answers> found) => Wording.Count(found.Count, "request");
}
