using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>The bot began to answer; until <see cref="IgnoreUntil"/> or the end of the turn it is busy.</summary>
[GenerateSerializer, Immutable, Alias("conversations.turn-started.v1")]
public sealed record TurnStarted : ConversationEvent
{
    /// <summary>1, 2, 3, …</summary>
    [Id(0)] public required long Turn { get; init; }
    /// <summary>The message it answers; null for a welcome.</summary>
    [Id(1)] public long? MessageSeq { get; init; }
    /// <summary>When the bot stops being busy at the latest; exclusive (SEED1).</summary>
    [Id(2)] public required DateTimeOffset IgnoreUntil { get; init; }
    /// <summary>The flow step; null when nothing matched and the fallback is said.</summary>
    [Id(3)] public string? Step { get; init; }
    /// <summary>What the pattern's named groups matched; known to this turn alone.</summary>
    [Id(4)] public ImmutableDictionary<string, string>? Variables { get; init; }
    /// <summary>The messages before <see cref="MessageSeq"/> that it answers together with it; null for none.</summary>
    [Id(5)] public ImmutableArray<long>? Combined { get; init; }
}

/// <summary>The turn stopped keeping the bot busy while its work goes on; what it says from now on is marked late.</summary>
[GenerateSerializer, Immutable, Alias("conversations.turn-detached.v1")]
public sealed record TurnDetached : ConversationEvent
{
    /// <summary>Which turn.</summary>
    [Id(0)] public required long Turn { get; init; }
    /// <summary>Why.</summary>
    [Id(1)] public required DetachCause Cause { get; init; }
}

/// <summary>Why a turn stopped keeping the bot busy before its work was done.</summary>
[GenerateSerializer, Alias("conversations.detach-cause.v1"), JsonConverter(typeof(JsonStringEnumConverter<DetachCause>))]
public enum DetachCause
{
    /// <summary>Never valid.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>The bot response timeout passed (SEED1).</summary>
    [JsonStringEnumMemberName("timedOut")] TimedOut = 1,
    /// <summary>A newer message was given to the bot (interruption policy <c>process</c>).</summary>
    [JsonStringEnumMemberName("superseded")] Superseded = 2,
}

/// <summary>All work of a turn is done.</summary>
[GenerateSerializer, Immutable, Alias("conversations.turn-ended.v1")]
public sealed record TurnEnded : ConversationEvent
{
    /// <summary>Which turn.</summary>
    [Id(0)] public required long Turn { get; init; }
    /// <summary>How it ended.</summary>
    [Id(1)] public required TurnOutcome Outcome { get; init; }
}

/// <summary>How a turn ended.</summary>
[GenerateSerializer, Alias("conversations.turn-outcome.v1"), JsonConverter(typeof(JsonStringEnumConverter<TurnOutcome>))]
public enum TurnOutcome
{
    /// <summary>Never valid.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>Every action was carried out.</summary>
    [JsonStringEnumMemberName("answered")] Answered = 1,
    /// <summary>An integration failed and its failure branch was carried out.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 2,
    /// <summary>The conversation closed first.</summary>
    [JsonStringEnumMemberName("closed")] Closed = 3,
    /// <summary>The conversation went to a skill first.</summary>
    [JsonStringEnumMemberName("transferred")] Transferred = 4,
}

/// <summary>Work outside the conversation was promised.</summary>
[GenerateSerializer, Immutable, Alias("conversations.effect-started.v1")]
public sealed record EffectStarted : ConversationEvent
{
    /// <summary>The work.</summary>
    [Id(0)] public required Effect Effect { get; init; }
}

/// <summary>The outcome of an effect came back, once.</summary>
[GenerateSerializer, Immutable, Alias("conversations.effect-settled.v1")]
public sealed record EffectSettled : ConversationEvent
{
    /// <summary>The effect's key.</summary>
    [Id(0)] public required string Key { get; init; }
    /// <summary>What came of it.</summary>
    [Id(1)] public required EffectOutcome Outcome { get; init; }
    /// <summary>Why the outcome changed nothing: <c>conversation_closed</c> or <c>transferred</c>; null when it was applied.</summary>
    [Id(2)] public string? Refused { get; init; }
}

/// <summary>A turn waits: for an effect or for a time. What remains to be done is kept here, so that a changed account does not change a turn that runs.</summary>
[GenerateSerializer, Immutable, Alias("conversations.run-suspended.v1")]
public sealed record RunSuspended : ConversationEvent
{
    /// <summary>Which turn.</summary>
    [Id(0)] public required long Turn { get; init; }
    /// <summary>The effect it waits for; null when it waits for a time.</summary>
    [Id(1)] public string? EffectKey { get; init; }
    /// <summary>The time it waits for; null when it waits for an effect.</summary>
    [Id(2)] public DateTimeOffset? Until { get; init; }
    /// <summary>What to do next, in order.</summary>
    [Id(3)] public ImmutableArray<FlowAction> Remaining { get; init; } = [];
    /// <summary>What to do first when the effect succeeded.</summary>
    [Id(4)] public ImmutableArray<FlowAction> OnSuccess { get; init; } = [];
    /// <summary>What to do instead of <see cref="Remaining"/> when the effect failed.</summary>
    [Id(5)] public ImmutableArray<FlowAction> OnFailure { get; init; } = [];
    /// <summary>The step's proactive messages that are still to be sent, texts final.</summary>
    [Id(6)] public ImmutableArray<PlannedMessage> Planned { get; init; } = [];
}

/// <summary>A proactive message and its time.</summary>
[GenerateSerializer, Immutable, Alias("conversations.planned-message.v1")]
public sealed record PlannedMessage
{
    /// <summary>Which of the step's proactive messages, from 0.</summary>
    [Id(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required int Index { get; init; }
    /// <summary>When to send it, UTC.</summary>
    [Id(1)] public required DateTimeOffset DueAt { get; init; }
    /// <summary>What to send, language chosen and variables filled in.</summary>
    [Id(2)] public required string Text { get; init; }
}

/// <summary>Variables of the conversation were set.</summary>
[GenerateSerializer, Immutable, Alias("conversations.variables-set.v1")]
public sealed record VariablesSet : ConversationEvent
{
    /// <summary>Names and values.</summary>
    [Id(0)] public required ImmutableDictionary<string, string> Values { get; init; }
}

/// <summary>An action of a turn met a state that forbids it and did nothing.</summary>
[GenerateSerializer, Immutable, Alias("conversations.action-refused.v1")]
public sealed record ActionRefused : ConversationEvent
{
    /// <summary>Which turn.</summary>
    [Id(0)] public required long Turn { get; init; }
    /// <summary>The kind of action, for example <c>transfer</c>.</summary>
    [Id(1)] public required string Action { get; init; }
    /// <summary>Why, as a stable word: <c>turn_over</c>, <c>too_many_actions</c>, <c>missing_field</c>.</summary>
    [Id(2)] public required string Reason { get; init; }
}
