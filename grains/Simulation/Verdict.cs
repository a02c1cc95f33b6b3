using Conversations.Accounts.Schema;

namespace Conversations.Simulation;

/// <summary>Compares what was expected with what was seen, in virtual time exactly, in real time within a tolerance.</summary>
public static class Verdict
{
    /// <summary>Whether a step was answered as expected; null when it was.</summary>
    public static string? OfAnswer(string what, TimeSpan at, string? expected, Refusal? refusal)
    {
        if (expected == refusal?.Code) return null;
        var got = refusal is null ? "it was accepted" : $"it was refused with {refusal.Code}: {refusal.Detail}";
        return expected is null
            ? $"{Times.Show(at)}: {what} should be accepted, and {got}"
            : $"{Times.Show(at)}: {what} should be refused with {expected}, and {got}";
    }

    /// <summary>The transcripts that differ, each as one diff. Lines are compared in their conversation's order.</summary>
    public static IEnumerable<string> OfLines(Scenario scenario, IEnumerable<ObservedLine> lines, TimeSpan tolerance)
    {
        if (scenario.TimeLine is not { } expected) yield break;
        var seen = lines.ToLookup(l => l.Conversation);
        foreach (var id in scenario.Conversations.Select(c => c.Id).Distinct())
        {
            var diff = LineDiff.Of([.. expected.Where(e => e.Conversation == id)], [.. seen[id]], tolerance);
            if (diff is not null) yield return $"the time line of {id} differs (- expected, + happened):\n{diff}";
        }
    }

    /// <summary>What differs in a state.</summary>
    public static IEnumerable<string> OfState(ExpectedState expected, ObservedState? seen, TimeSpan tolerance)
    {
        if (seen is null)
        {
            return [$"{Where(expected)}: the conversation is not there"];
        }
        return
        [
            .. Differs(expected, "open", expected.Open, seen.Open),
            .. Differs(expected, "busy", expected.Busy, seen.Busy),
            .. Differs(expected, "skill", expected.Skill, seen.Skill),
            .. Differs(expected, "turns", expected.Turns, seen.Turns),
            .. seen.Queued is { } queued ? Differs(expected, "queued", expected.Queued, queued) : [],
            .. OfTimers(expected, seen, tolerance),
        ];
    }

    /// <summary>Whether a decision is in the time line.</summary>
    public static IEnumerable<string> OfDecision(ExpectedDecision expected, IEnumerable<TimeLineRow> rows)
    {
        var at = rows.Where(r => r.At == expected.At && r.Who is null && (expected.Conversation is null || r.Conversation == expected.Conversation)).ToArray();
        if (at.Any(r => r.Text.Contains(expected.Text, StringComparison.Ordinal))) return [];
        var there = at.Length == 0 ? "no decision at all" : string.Join("\n", at.Select(r => $"  + {r.Text}"));
        return [$"at {Times.Show(expected.At)} this decision is missing (line {expected.Line}):\n  - {expected.Text}\nthere is:\n{there}"];
    }

    private static IEnumerable<string> OfTimers(ExpectedState expected, ObservedState seen, TimeSpan tolerance)
    {
        if (expected.Timers is not { } timers) return [];
        var shown = string.Join(", ", seen.Timers.Select(t => $"{t.Kind} {Times.Brief(t.Due)}"));
        var same = timers.Length == seen.Timers.Length && timers.Zip(seen.Timers).All(pair => Same(pair.First, pair.Second, tolerance));
        return same ? [] : [$"{Where(expected)}: timers should be [{string.Join(", ", timers)}] and are [{shown}]"];
    }

    private static bool Same(string expected, (string Kind, TimeSpan Due) seen, TimeSpan tolerance) =>
        expected.Split(' ') is [var kind, var due] && kind == seen.Kind
        && TimePattern.TryRead(due, out var time) && (time - seen.Due).Duration() <= tolerance;

    private static IEnumerable<string> Differs<T>(ExpectedState state, string what, object? expected, T seen) =>
        expected is null || expected.ToString() == (seen?.ToString() ?? "")
            ? []
            : [$"{Where(state)}: {what} should be {Word(expected)} and is {Word(seen)}"];

    private static string Word(object? value) => value switch { null => "none", bool b => b ? "true" : "false", _ => value.ToString()! };

    private static string Where(ExpectedState expected) => $"{Times.Show(expected.At)} {expected.Conversation} (line {expected.Line})";
}
