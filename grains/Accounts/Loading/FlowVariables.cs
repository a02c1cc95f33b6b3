using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>The variables that a flow gives values to. They are the conversation's, so any step may use what another sets.</summary>
internal static class FlowVariables
{
    /// <summary>Always there; a flow can't set them.</summary>
    public static ImmutableArray<string> BuiltIn { get; } =
        ["chatInstanceId", "conversationId", "consumerId", "consumerName", "text", "language", "integrationStatus"];

    public static ImmutableHashSet<string> DefinedIn(FlowDocument flow)
    {
        var steps = flow.Steps ?? [];
        var actions = steps.SelectMany(s => Actions.All(s)).ToArray();
        return steps.SelectMany(s => s.Triggers ?? []).SelectMany(GroupsOf)
            .Concat(actions.SelectMany(a => a.Integration?.Result?.Keys ?? []))
            .Concat(actions.Select(a => a.SetVariable?.Name).OfType<string>())
            .ToImmutableHashSet(StringComparer.Ordinal);
    }

    /// <summary>The named groups of a pattern; none when it is wrong, which is told where the trigger is built.</summary>
    private static IEnumerable<string> GroupsOf(TriggerDocument trigger)
    {
        try
        {
            return trigger.Pattern is { Length: <= AccountLimits.Pattern } pattern ? NamedGroups(TriggerBuilder.Compile(pattern)) : [];
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return [];
        }
    }

    public static IEnumerable<string> NamedGroups(Regex pattern) => pattern.GetGroupNames().Where(n => !char.IsAsciiDigit(n[0]));
}
