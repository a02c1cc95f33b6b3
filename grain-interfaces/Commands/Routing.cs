using System.Collections.Immutable;

namespace Conversations;

/// <summary>Gives the conversation to an agent. Repeating it for the same agent changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("conversations.assign-agent.v1")]
public sealed record AssignAgent : ConversationCommand
{
    /// <summary>The agent.</summary>
    [Id(0)] public required string AgentId { get; init; }
    /// <summary>Until when the agent keeps room for it, UTC; later it is refused with <see cref="RefusalCodes.AgentUnavailable"/>.</summary>
    [Id(1)] public required DateTimeOffset ReservedUntil { get; init; }
    /// <summary>A queue assigns: only while it waits in the queue of this skill, else <see cref="RefusalCodes.NotWaiting"/>. Null: the agent accepts.</summary>
    [Id(2)] public string? FromQueue { get; init; }
}

/// <summary>Takes the conversation from its agent back to the queue.</summary>
[GenerateSerializer, Immutable, Alias("conversations.return-to-queue.v1")]
public sealed record ReturnToQueue : ConversationCommand;

/// <summary>Changes how fast agents are to answer.</summary>
[GenerateSerializer, Immutable, Alias("conversations.change-ttr.v1")]
public sealed record ChangeTtr : ConversationCommand
{
    /// <summary>Which kind.</summary>
    [Id(0)] public required TtrType TtrType { get; init; }
    /// <summary>Seconds, 1 to 90 days. Required for <see cref="TtrType.Custom"/>; else the account's.</summary>
    [Id(1)] public long? Value { get; init; }
}

/// <summary>The consumer, unknown so far, signed in.</summary>
[GenerateSerializer, Immutable, Alias("conversations.step-up-consumer.v1")]
public sealed record StepUpConsumer : ConversationCommand
{
    /// <summary>Who it is; counts as authenticated.</summary>
    [Id(0)] public required Consumer Consumer { get; init; }
}

/// <summary>Commands as functions return them. Source: SEED2.</summary>
[GenerateSerializer, Immutable, Alias("conversations.apply-commands.v1")]
public sealed record ApplyCommands : ConversationCommand
{
    /// <summary>The commands; of each type the first counts.</summary>
    [Id(0)] public required ImmutableArray<CallbackCommand> Commands { get; init; }
    /// <summary>The caller's own id, at most 200 characters; the same id again changes nothing and answers as the first time.</summary>
    [Id(1)] public string? CommandId { get; init; }
}
