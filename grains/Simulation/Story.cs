namespace Conversations.Simulation;

/// <summary>What happened and why, in words for people who run bots.</summary>
public static class Story
{
    /// <summary>The rows of a moment, in the order of its decisions.</summary>
    public static IEnumerable<TimeLineRow> Tell(Moment moment, ScenarioClock clock)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var at = moment.At - clock.Start;
        return Words(moment, clock).Select(w => new TimeLineRow(at, moment.Conversation, w.Who, w.Text, w.Marks));
    }

    private readonly record struct Word(string? Who, string Text, Marks Marks = Marks.None);

    private static IEnumerable<Word> Words(Moment moment, ScenarioClock clock)
    {
        if (Occasion(moment, clock) is { } occasion) yield return new Word(null, occasion);
        var state = moment.Before;
        foreach (var happened in moment.Events)
        {
            if (happened is MessagePublished { Message: var message })
            {
                var line = ObservedLine.Of(moment.Conversation!, message, clock.Start);
                yield return new Word(Speaker(message), line.Text, line.Marks);
            }
            foreach (var text in EventWords.Of(happened, state!, clock, moment.Account)) yield return new Word(null, text);
            state = Evolution.Evolve(state!, happened);
        }
        foreach (var text in Outcome(moment, clock)) yield return new Word(null, text);
        if (Timers(moment, clock) is { } timers) yield return new Word(null, timers);
    }

    private static string? Occasion(Moment moment, ScenarioClock clock) => moment switch
    {
        { Occasion: Simulation.Occasion.Crash } => "the server crashed: no timer runs, and what was under way is lost",
        { Occasion: Simulation.Occasion.Restart } => "the server is back with what its journal holds",
        { Occasion: Simulation.Occasion.FilesChanged } => "the account's files changed",
        { Occasion: Simulation.Occasion.Repeat, Effect: { } effect } => $"{EventWords.Name(effect)} started again under the same key",
        { Occasion: Simulation.Occasion.Timer, Before: { } state } when Overdue(state, moment) is { } late =>
            $"timer of {clock.Show(late)} runs late",
        _ => null,
    };

    private static DateTimeOffset? Overdue(Conversation state, Moment moment) =>
        moment.Account is { } account && Clocks.NextDue(state, account) is { } due && due < moment.At ? due : null;

    private static IEnumerable<string> Outcome(Moment moment, ScenarioClock clock)
    {
        if (moment.Receipt is not { } receipt) yield break;
        if (receipt.Refusal is { } refusal) yield return $"refused: {refusal.Code}: {refusal.Detail}{Unsaid(moment)}";
        if (receipt.Repeated) yield return "known already: nothing is done again";
        if (receipt.Ignored && moment.After?.Busy is { } busy)
        {
            yield return $"not given to the bot, which is busy with turn {busy.Turn} until {clock.Show(busy.IgnoreUntil)} at the latest";
        }
    }

    private static string Unsaid(Moment moment) => moment.Command is PublishMessage { Text: { } text } publish
        ? $" ('{text}' from {publish.From.Id})"
        : "";

    private static string? Timers(Moment moment, ScenarioClock clock)
    {
        if (moment is not { After: { } state, Account: { } account } || moment.Events.IsEmpty) return null;
        var timers = Clocks.Timers(state, account);
        if (moment.Before is { } before && Clocks.Timers(before, account).SequenceEqual(timers)) return null;
        return timers.IsEmpty
            ? "no timer is armed"
            : "timers: " + string.Join(", ", timers.Select(t => $"{t.Kind} {clock.Show(t.DueAt)}"));
    }

    private static string Speaker(Message message) => message.From.Role is Role.Consumer or Role.Bot
        ? message.From.Role.ToString().ToLowerInvariant()
        : message.From.Id;
}
