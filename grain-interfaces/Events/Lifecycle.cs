using System.Collections.Immutable;

namespace Conversations;

/// <summary>The conversation began.</summary>
[GenerateSerializer, Immutable, Alias("conversations.conversation-opened.v1")]
public sealed record ConversationOpened : ConversationEvent
{
    /// <summary>Whom it is held with.</summary>
    [Id(0)] public required Consumer Consumer { get; init; }
    /// <summary>The bot that answers; null when it went straight to a skill.</summary>
    [Id(1)] public string? Bot { get; init; }
    /// <summary>The skill it went to.</summary>
    [Id(2)] public string? SkillId { get; init; }
    /// <summary>Messaging or chat.</summary>
    [Id(3)] public ConversationType Type { get; init; }
    /// <summary>Its language.</summary>
    [Id(4)] public string? Language { get; init; }
    /// <summary>A try-out (SEED1).</summary>
    [Id(5)] public bool Preview { get; init; }
    /// <summary>Engagement attributes as JSON text.</summary>
    [Id(6)] public string? Sdes { get; init; }
    /// <summary>A start event as JSON text.</summary>
    [Id(7)] public string? Event { get; init; }
    /// <summary>Variables at the start.</summary>
    [Id(8)] public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>The consumer's first conversation ever.</summary>
    [Id(9)] public bool FirstConversation { get; init; }
    /// <summary>Opened off hours.</summary>
    [Id(10)] public bool OffHours { get; init; }
    /// <summary>When an agent is to have answered.</summary>
    [Id(11)] public DateTimeOffset? EffectiveTtr { get; init; }
    /// <summary>Where the consumer came from.</summary>
    [Id(12)] public EngagementContext? Context { get; init; }
    /// <summary>How fast agents are to answer.</summary>
    [Id(13)] public Ttr? Ttr { get; init; }
}

/// <summary>Handed to a skill, perhaps with an agent proposed; the bot or agent who had it has left.</summary>
[GenerateSerializer, Immutable, Alias("conversations.transferred.v1")]
public sealed record Transferred : ConversationEvent
{
    /// <summary>The skill.</summary>
    [Id(0)] public required string SkillId { get; init; }
    /// <summary>The bot that serves the skill; null when agents do.</summary>
    [Id(1)] public string? Bot { get; init; }
    /// <summary>The agent whom it is proposed to; null: it waits in the skill's queue.</summary>
    [Id(2)] public Participant? Proposed { get; init; }
    /// <summary>How long that agent has to accept.</summary>
    [Id(3)] public DateTimeOffset? ProposedUntil { get; init; }
    /// <summary>When an agent is to have answered; null: as before.</summary>
    [Id(4)] public DateTimeOffset? EffectiveTtr { get; init; }
    /// <summary>How fast agents of this skill are to answer; null: as before.</summary>
    [Id(6)] public Ttr? Ttr { get; init; }
    /// <summary>The function whose command it was; null when a person or a bot asked for it.</summary>
    [Id(5)] public string? ByFunction { get; init; }
}

/// <summary>Somebody joined, or changed roles.</summary>
[GenerateSerializer, Immutable, Alias("conversations.participant-joined.v1")]
public sealed record ParticipantJoined : ConversationEvent
{
    /// <summary>Who.</summary>
    [Id(0)] public required Participant Participant { get; init; }
}

/// <summary>Somebody left.</summary>
[GenerateSerializer, Immutable, Alias("conversations.participant-left.v1")]
public sealed record ParticipantLeft : ConversationEvent
{
    /// <summary>Who.</summary>
    [Id(0)] public required string ParticipantId { get; init; }
}

/// <summary>The conversation ended.</summary>
[GenerateSerializer, Immutable, Alias("conversations.conversation-closed.v1")]
public sealed record ConversationClosed : ConversationEvent
{
    /// <summary>Who ended it.</summary>
    [Id(0)] public required CloseReason By { get; init; }
}
