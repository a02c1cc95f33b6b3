using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>An agent has the conversation. A bot that had it has left.</summary>
[GenerateSerializer, Immutable, Alias("conversations.agent-assigned.v1")]
public sealed record AgentAssigned : ConversationEvent
{
    /// <summary>Who.</summary>
    [Id(0)] public required Participant Agent { get; init; }
}

/// <summary>The agent whom it was proposed to did not take it; it waits in its skill's queue.</summary>
[GenerateSerializer, Immutable, Alias("conversations.proposal-ended.v1")]
public sealed record ProposalEnded : ConversationEvent
{
    /// <summary>Who.</summary>
    [Id(0)] public required string AgentId { get; init; }
    /// <summary>Why: <c>unavailable</c>, <c>expired</c> or <c>returned</c>.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Taken from its agent, it waits in its skill's queue again.</summary>
[GenerateSerializer, Immutable, Alias("conversations.returned-to-queue.v1")]
public sealed record ReturnedToQueue : ConversationEvent
{
    /// <summary>Who had it.</summary>
    [Id(0)] public required string AgentId { get; init; }
    /// <summary>When an agent is to have answered.</summary>
    [Id(1)] public DateTimeOffset? EffectiveTtr { get; init; }
}

/// <summary>How fast agents are to answer was changed.</summary>
[GenerateSerializer, Immutable, Alias("conversations.response-time-changed.v1")]
public sealed record ResponseTimeChanged : ConversationEvent
{
    /// <summary>From now on.</summary>
    [Id(0)] public required Ttr Ttr { get; init; }
    /// <summary>When an agent is to have answered; null when nobody waits for one.</summary>
    [Id(1)] public DateTimeOffset? EffectiveTtr { get; init; }
}

/// <summary>The consumer, unknown so far, signed in.</summary>
[GenerateSerializer, Immutable, Alias("conversations.consumer-stepped-up.v1")]
public sealed record ConsumerSteppedUp : ConversationEvent
{
    /// <summary>Who it is.</summary>
    [Id(0)] public required Consumer Consumer { get; init; }
}

/// <summary>Somebody has been idle for as long as the account's rules allow.</summary>
[GenerateSerializer, Immutable, Alias("conversations.idle-noticed.v1")]
public sealed record IdleNoticed : ConversationEvent
{
    /// <summary>Which clock.</summary>
    [Id(0)] public required IdleClock Clock { get; init; }
}

/// <summary>The idle clocks of a conversation. Source: SEED2.</summary>
[GenerateSerializer, Alias("conversations.idle-clock.v1"), JsonConverter(typeof(JsonStringEnumConverter<IdleClock>))]
public enum IdleClock
{
    /// <summary>Never valid.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>The assigned agent has not answered.</summary>
    [JsonStringEnumMemberName("agent")] Agent = 1,
    /// <summary>The consumer has not answered.</summary>
    [JsonStringEnumMemberName("consumer")] Consumer = 2,
    /// <summary>No agent has taken it from its queue.</summary>
    [JsonStringEnumMemberName("queue")] Queue = 3,
}

/// <summary>
/// Something happened that has an automatic message or functions. Such events are dealt with one after the other, so that what is
/// said about them comes in their order however long a function takes.
/// </summary>
[GenerateSerializer, Immutable, Alias("conversations.event-raised.v1")]
public sealed record EventRaised : ConversationEvent
{
    /// <summary>What happened.</summary>
    [Id(0)] public required ConversationEventType Type { get; init; }
    /// <summary>The automatic message, language chosen and variables filled in; null for none. A function may say something else instead.</summary>
    [Id(1)] public string? Message { get; init; }
    /// <summary>The message is not to be said after this time, because it names a period that is over then; null: it may always be said.</summary>
    [Id(2)] public DateTimeOffset? MessageUntil { get; init; }
    /// <summary>Asks the functions; null when there are none and the message waits for earlier events.</summary>
    [Id(3)] public EventNotice? Notice { get; init; }
}

/// <summary>An event without functions has had its turn.</summary>
[GenerateSerializer, Immutable, Alias("conversations.event-handled.v1")]
public sealed record EventHandled : ConversationEvent;

/// <summary>A command of a function met a state that forbids it, and did nothing.</summary>
[GenerateSerializer, Immutable, Alias("conversations.command-refused.v1")]
public sealed record CommandRefused : ConversationEvent
{
    /// <summary>The key of the effect whose answer it was.</summary>
    [Id(0)] public required string Key { get; init; }
    /// <summary>The type of the command, for example <c>transfer</c>; null when it was none.</summary>
    [Id(1)] public string? Command { get; init; }
    /// <summary>Why, as a stable word: see <see cref="RefusalCodes"/>, or <c>no_longer_idle</c>.</summary>
    [Id(2)] public required string Reason { get; init; }
    /// <summary>A sentence for the operator.</summary>
    [Id(3)] public required string Detail { get; init; }
}

/// <summary>Commands of the API were carried out; the id keeps a repeat from doing so again.</summary>
[GenerateSerializer, Immutable, Alias("conversations.commands-applied.v1")]
public sealed record CommandsApplied : ConversationEvent
{
    /// <summary>The caller's own id.</summary>
    [Id(0)] public required string CommandId { get; init; }
}
