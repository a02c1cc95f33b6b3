using System.Text.RegularExpressions;

namespace Conversations.Simulation;

/// <summary>The ids of conversations in texts: a server gives its own, so a scenario writes <c>&lt;id of c2&gt;</c>.</summary>
public static partial class ScenarioIds
{
    /// <summary>The scenario with each such place filled in. A name that is no conversation's stays as it is.</summary>
    /// <param name="scenario">As it was read.</param>
    /// <param name="idOf">The scenario's id to the one that is used. In virtual time they are the same.</param>
    public static Scenario Fill(Scenario scenario, Func<string, string> idOf)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var known = scenario.Conversations.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return scenario with
        {
            Steps = [.. scenario.Steps.Select(Step)],
            TimeLine = scenario.TimeLine is { } lines ? [.. lines.Select(l => l with { Who = Text(l.Who)!, Text = Text(l.Text)! })] : null,
            Decisions = [.. scenario.Decisions.Select(d => d with { Text = Text(d.Text)! })],
        };

        ScenarioStep Step(ScenarioStep step) => step switch
        {
            SayStep say => say with { Message = say.Message with { Text = Text(say.Message.Text) } },
            ChatInstanceStep send => send with { ChatInstanceId = Text(send.ChatInstanceId), Message = Text(send.Message) },
            _ => step,
        };

        string? Text(string? text) => text is null ? null : Place().Replace(text, match =>
            known.Contains(match.Groups["name"].Value) ? idOf(match.Groups["name"].Value) : match.Value);
    }

    [GeneratedRegex("<id of (?<name>[^<>]+)>", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
