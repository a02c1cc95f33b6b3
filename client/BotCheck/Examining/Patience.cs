namespace Conversations.Cli.BotCheck.Examining;

/// <summary>How long the check waits. Pure.</summary>
internal static class Patience
{
    /// <summary>No longer than this for late answers, at the end.</summary>
    private static readonly TimeSpan LongestLateness = TimeSpan.FromSeconds(15);

    /// <summary>When a request is over, as far as can be told now.</summary>
    public static TimeSpan SettlesAt(Observations seen, int place)
    {
        var exchange = new Exchanges(seen).All[place];
        var request = exchange.Request;
        var end = request.SentAt + seen.Settings.Timeout;
        if (request.EndedAt is not { } ended) return end + seen.Settings.Quiet;
        var last = seen.Activities.IsEmpty ? TimeSpan.Zero : seen.Activities[^1].At;
        // A bot that never stops talking must not hold the check up.
        var quiet = Earlier(Later(ended, last), Later(ended, end)) + seen.Settings.Quiet;
        var waits = Exchanges.NeedsAnswer(request, seen.Settings) && request.IsTaken && exchange.First is null;
        return waits ? Later(end, quiet) : quiet;
    }

    /// <summary>When the wait for answers that are overdue ends.</summary>
    public static TimeSpan LateAt(Observations seen, TimeSpan from) =>
        new Exchanges(seen).ToBeAnswered.Any(x => x.Request.IsTaken && x.First is null)
            ? from + (seen.Settings.Timeout < LongestLateness ? seen.Settings.Timeout : LongestLateness)
            : from;

    /// <summary>Whether the bot has answered none of two messages or more: others would only take time.</summary>
    public static bool IsInVain(Observations seen) =>
        new Exchanges(seen).For(Purpose.Message).ToList() is { Count: >= 2 } said && said.TrueForAll(x => x.First is null);

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
