using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;
using Conversations.Flows;

namespace Conversations.Accounts.Loading;

/// <summary>Triggers of a flow's steps, in order; it remembers them, so that one which can never fire is told.</summary>
internal sealed class TriggerBuilder(FileProblems problems)
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The pattern for the whole text. Without backtracking its time is linear in the text, whatever the pattern: no
    /// consumer can make a bot think for minutes.
    /// </summary>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    /// <exception cref="NotSupportedException">The pattern needs backtracking, or is too large without it.</exception>
    public static Regex Compile(string pattern)
    {
        // By itself first: "a)(b" would be well-formed between the brackets that are put around it.
        _ = new Regex(pattern, RegexOptions.CultureInvariant);
        return new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    public Trigger? Build(TriggerDocument trigger, string step)
    {
        if (trigger.Pattern is { Length: > 0 and <= AccountLimits.Pattern } pattern)
        {
            return BuildPattern(trigger, pattern, step);
        }

        if (trigger.Keywords is { Count: > 0 } words)
        {
            for (var i = 0; i < words.Count; i++)
            {
                CheckFirst($"keyword:{words[i]}", $"the keyword '{words[i]}'", step, trigger.LineOf("keywords", i));
            }

            return new KeywordTrigger([.. words]);
        }

        if (trigger.Event is { Length: > 0 } name)
        {
            CheckFirst($"event:{name}", $"the event '{name}'", step, trigger.LineOf("event"));
            return new EventTrigger(name);
        }

        return null;
    }

    private PatternTrigger? BuildPattern(TriggerDocument trigger, string pattern, string step)
    {
        var line = trigger.LineOf("pattern");
        try
        {
            var regex = Compile(pattern);
            CheckFirst($"pattern:{pattern}", $"the pattern '{ScalarReader.Shortened(pattern)}'", step, line);
            CheckGroups(regex, line);
            if (regex.IsMatch(""))
            {
                problems.Error(line, "the pattern matches the empty text; write one that needs at least one character, for example .+ for any text");
            }

            return new(regex);
        }
        catch (NotSupportedException)
        {
            problems.Error(line, "the pattern uses look-around, back-references or atomic groups, or is too large; write it without them, so that it takes linear time");
        }
        catch (ArgumentException fault)
        {
            problems.Error(line, $"the pattern is not a regular expression: {fault.Message.TrimEnd('.')}");
        }

        return null;
    }

    private void CheckGroups(Regex regex, int line)
    {
        foreach (var group in FlowVariables.NamedGroups(regex))
        {
            VariableNames.Check(group, line, problems);
        }
    }

    private void CheckFirst(string trigger, string called, string step, int line)
    {
        if (!_seen.TryAdd(trigger, step))
        {
            problems.Warning(line, $"{called} never fires here, because the step '{_seen[trigger]}' has it first; remove one");
        }
    }
}
