using System.Collections.Immutable;

namespace Conversations.Flows;

/// <summary>Which step answers: the first in the flow's order with a trigger that matches.</summary>
public static class StepMatcher
{
    public static StepMatch? ForText(Flow flow, string text)
    {
        var said = text.Trim();
        foreach (var step in flow.Steps)
        {
            foreach (var trigger in step.Triggers)
            {
                if (Match(trigger, said) is { } variables) return new StepMatch(step, variables);
            }
        }
        return null;
    }

    public static StepMatch? ForEvent(Flow flow, string name)
    {
        foreach (var step in flow.Steps)
        {
            if (step.Triggers.Any(t => t is EventTrigger e && e.Name == name)) return new StepMatch(step, None);
        }
        return null;
    }

    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    private static ImmutableDictionary<string, string>? Match(Trigger trigger, string said) => trigger switch
    {
        PatternTrigger pattern => Groups(pattern, said),
        KeywordTrigger keywords => keywords.Words.Any(word => Holds(said, word)) ? None : null,
        _ => null,
    };

    private static ImmutableDictionary<string, string>? Groups(PatternTrigger trigger, string said)
    {
        var match = trigger.Pattern.Match(said);
        if (!match.Success || match.Length != said.Length) return null;
        var values = None;
        for (var i = 1; i < match.Groups.Count; i++)
        {
            var group = match.Groups[i];
            if (group.Success && !char.IsAsciiDigit(group.Name[0])) values = values.SetItem(group.Name, group.Value);
        }
        return values;
    }

    // A word of its own: no letter or digit touches it.
    private static bool Holds(string said, string word)
    {
        for (var at = said.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
             at = said.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(said[at - 1])) && (end == said.Length || !char.IsLetterOrDigit(said[end]))) return true;
        }
        return false;
    }
}

/// <summary>The step that answers and what its pattern's groups matched.</summary>
public sealed record StepMatch(FlowStep Step, ImmutableDictionary<string, string> Variables);
