using System.Collections.Immutable;

namespace Conversations;

/// <summary>Who serves a conversation, and how long who has been waiting for whom. All of it follows from events.</summary>
public sealed record Service
{
    public static Service None { get; } = new();

    /// <summary>The agent who has it; null when a bot or nobody has.</summary>
    public string? AgentId { get; init; }
    public DateTimeOffset AssignedAt { get; init; }
    /// <summary>The agent whom it is proposed to.</summary>
    public Proposal? Proposed { get; init; }
    /// <summary>Since when it waits in the queue of its skill; null when it does not.</summary>
    public DateTimeOffset? QueuedSince { get; init; }
    /// <summary>When an agent last gave it back.</summary>
    public DateTimeOffset? BackToQueueAt { get; init; }
    /// <summary>How often it has changed hands.</summary>
    public long Epoch { get; init; }

    public Ttr Ttr { get; init; } = Ttr.Normal;
    /// <summary>When an agent is to have answered; null when nobody waits for one.</summary>
    public DateTimeOffset? EffectiveTtr { get; init; }
    /// <summary>The time that the agent set by hand, until an agent answers.</summary>
    public DateTimeOffset? ManualUntil { get; init; }

    public Role LastComposer { get; init; }
    public DateTimeOffset? LastMessageAt { get; init; }
    public DateTimeOffset? LastConsumerAt { get; init; }
    /// <summary>The last line of an agent, a manager or a bot.</summary>
    public DateTimeOffset? LastAgentAt { get; init; }
    /// <summary>The first consumer line that none of them has answered; null when it is the consumer's turn.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    public IdleMark AgentIdle { get; init; }
    public IdleMark ConsumerIdle { get; init; }
    public IdleMark QueueIdle { get; init; }

    /// <summary>The functions that have moved the conversation since a person last said something, oldest first.</summary>
    public ImmutableArray<string> Movers { get; init; } = [];

    public IdleMark MarkOf(IdleClock clock) => clock switch
    {
        IdleClock.Agent => AgentIdle,
        IdleClock.Consumer => ConsumerIdle,
        IdleClock.Queue => QueueIdle,
        _ => throw new ArgumentOutOfRangeException(nameof(clock), clock, "This is no idle clock."),
    };
}

/// <summary>A transfer to an agent that awaits acceptance.</summary>
public sealed record Proposal(string AgentId, DateTimeOffset Until);

/// <summary>How often an idle clock has rung since it started, and when last.</summary>
public readonly record struct IdleMark(int Count, DateTimeOffset At);

/// <summary>An event on its way: the automatic message about it, and what asks functions, if any are there.</summary>
public sealed record PendingEvent(ConversationEventType Type, string? Message, DateTimeOffset? MessageUntil, EventNotice? Notice);
