namespace Conversations;

/// <summary>The queue of a skill is to know that the conversation waits in it.</summary>
[GenerateSerializer, Immutable, Alias("conversations.queue-notice.v1")]
public sealed record QueueNotice : Effect
{
    /// <summary>The skill.</summary>
    [Id(0)] public required string SkillId { get; init; }
    /// <summary>When an agent is to have answered: queues are ordered by it.</summary>
    [Id(1)] public DateTimeOffset? EffectiveTtr { get; init; }
}

/// <summary>An agent is asked to keep room for the conversation, which is proposed to them. Without room it goes to the skill's queue.</summary>
[GenerateSerializer, Immutable, Alias("conversations.agent-proposal.v1")]
public sealed record AgentProposal : Effect
{
    /// <summary>The agent.</summary>
    [Id(0)] public required string AgentId { get; init; }
}

/// <summary>An agent is to know that the conversation takes up their room no longer.</summary>
[GenerateSerializer, Immutable, Alias("conversations.agent-release.v1")]
public sealed record AgentRelease : Effect
{
    /// <summary>The agent.</summary>
    [Id(0)] public required string AgentId { get; init; }
}
