using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Conversations.Flows;

/// <summary>A flow: steps in order; the first whose trigger matches answers.</summary>
public sealed record Flow
{
    public required string Name { get; init; }
    public required ImmutableArray<FlowStep> Steps { get; init; }
    /// <summary>Said when nothing matches.</summary>
    public required LocalizedText Fallback { get; init; }
    /// <summary>The step that runs when a conversation opens; null for none.</summary>
    public string? Welcome { get; init; }
}

/// <summary>A step: pre-actions, the message, post-actions.</summary>
public sealed record FlowStep
{
    public required string Name { get; init; }
    public ImmutableArray<Trigger> Triggers { get; init; } = [];
    public ImmutableArray<FlowAction> PreActions { get; init; } = [];
    public LocalizedText? Message { get; init; }
    public ImmutableArray<FlowAction> PostActions { get; init; } = [];
    /// <summary>Ordered by <see cref="ProactiveMessage.After"/>. Source: SEED0.</summary>
    public ImmutableArray<ProactiveMessage> ProactiveMessages { get; init; } = [];
}

/// <summary>A message sent once, if the step is still working at its time. Source: SEED0.</summary>
public sealed record ProactiveMessage
{
    /// <summary>Trigger time from the start of the step's integration. Whole seconds, 1 to 900.</summary>
    public required TimeSpan After { get; init; }
    public required LocalizedText Text { get; init; }
}

/// <summary>When a step answers.</summary>
public abstract record Trigger;

/// <summary>The whole text matches; named groups become variables.</summary>
public sealed record PatternTrigger(Regex Pattern) : Trigger;

/// <summary>The text holds one of the words, upper or lower case, as words of their own.</summary>
public sealed record KeywordTrigger(ImmutableArray<string> Words) : Trigger;

/// <summary>An event activity of this name came in.</summary>
public sealed record EventTrigger(string Name) : Trigger;
