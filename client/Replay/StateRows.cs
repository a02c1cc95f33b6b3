using Conversations.Accounts;
using Conversations.Cli.Terminal;

namespace Conversations.Cli.Replay;

/// <summary>A state as rows of name and value; what is empty is left out.</summary>
internal static class StateRows
{
    public static IEnumerable<string> Of(Conversation state) =>
        All(state).Where(row => row.Value.Length > 0).Select(row => $"  {row.Name,-13} {Printable.Of(row.Value)}");

    private static IEnumerable<(string Name, string Value)> All(Conversation state)
    {
        yield return ("state", state.IsOpen ? "open" : $"closed {Time(state.ClosedAt)} by the {Lower(state.CloseReason)}");
        yield return ("consumer", $"{state.Consumer?.Id}{(state.Consumer is { Authenticated: true } ? ", authenticated" : "")}");
        yield return ("bot", state.Bot ?? "");
        yield return ("skill", state.SkillId ?? "");
        yield return ("language", state.Language ?? "");
        yield return ("participants", string.Join(", ", state.Participants.Select(p => $"{p.Id} ({Lower(p.Role)})")));
        yield return ("messages", state.LastSeq.ToString());
        yield return ("turns", state.LastTurn.ToString());
        yield return ("busy", state.Busy is { } busy ? $"turn {busy.Turn}, step '{busy.Step}', until {Time(busy.IgnoreUntil)} at the latest" : "no");
        foreach (var run in state.Runs)
        {
            yield return ("running", Describe(run));
        }
        foreach (var effect in state.Effects)
        {
            yield return ("pending", $"{effect.Key} of turn {effect.Turn} since {Time(effect.StartedAt)}");
        }
        foreach (var timer in Clocks.Timers(state, Rules(state)))
        {
            yield return ("timer", $"{timer.Kind} {Time(timer.DueAt)}");
        }
        foreach (var variable in state.Variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            yield return ("variable", $"{variable.Key} = {variable.Value}");
        }
    }

    // A journal is read without its account: the clocks that follow from the account's rules are not shown.
    private static Account Rules(Conversation state) => Account.Unknown(state.Key.Account);

    private static string Describe(Run run)
    {
        var waits = run.EffectKey is { } key ? $" waits for {key}" : run.Until is { } until ? $" waits until {Time(until)}" : "";
        return $"turn {run.Turn}{(run.Detached ? ", late," : "")}{waits}";
    }

    private static string Time(DateTimeOffset? time) => time is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC" : "";

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
