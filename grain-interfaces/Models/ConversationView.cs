using System.Collections.Immutable;

namespace Conversations;

/// <summary>A conversation as operators and programs see it. Source: contract v1 <c>GET conversations/{c}</c>.</summary>
[GenerateSerializer, Immutable, Alias("conversations.conversation-view.v1")]
public sealed record ConversationView
{
    /// <summary>Id within the account.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>Open or closed.</summary>
    [Id(1)] public required ConversationState State { get; init; }
    /// <summary>The consumer.</summary>
    [Id(2)] public required Consumer Consumer { get; init; }
    /// <summary>The skill it is routed to; null while a bot has it.</summary>
    [Id(3)] public string? SkillId { get; init; }
    /// <summary>The agent who has it.</summary>
    [Id(4)] public string? AssignedAgentId { get; init; }
    /// <summary>Everybody who takes part.</summary>
    [Id(5)] public ImmutableArray<Participant> Participants { get; init; } = [];
    /// <summary>What the bot is doing; null when no bot has the conversation.</summary>
    [Id(6)] public BotView? Bot { get; init; }
    /// <summary>Every pending timer, earliest first.</summary>
    [Id(7)] public ImmutableArray<TimerView> Timers { get; init; } = [];
    /// <summary>How many events the journal holds.</summary>
    [Id(8)] public required long Version { get; init; }
    /// <summary>When it was opened, UTC.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it was closed, UTC.</summary>
    [Id(10)] public DateTimeOffset? ClosedAt { get; init; }
    /// <summary>Who closed it.</summary>
    [Id(11)] public CloseReason CloseReason { get; init; }
    /// <summary>Messaging or chat.</summary>
    [Id(12)] public ConversationType Type { get; init; }
    /// <summary>The conversation's language, for example <c>en-US</c>.</summary>
    [Id(13)] public string? Language { get; init; }
    /// <summary>The last transcript position; 0 when nothing was said.</summary>
    [Id(14)] public long LastSeq { get; init; }
    /// <summary>How fast agents are to answer.</summary>
    [Id(15)] public Ttr Ttr { get; init; } = Ttr.Normal;
    /// <summary>When an agent is to have answered, UTC; null when nobody waits for one.</summary>
    [Id(16)] public DateTimeOffset? EffectiveTtr { get; init; }
    /// <summary>Since when it waits in its skill's queue, UTC; null when it does not.</summary>
    [Id(17)] public DateTimeOffset? QueuedSince { get; init; }
    /// <summary>The agent whom it is proposed to.</summary>
    [Id(18)] public string? ProposedAgentId { get; init; }
    /// <summary>Whether it is the consumer's first conversation.</summary>
    [Id(19)] public bool FirstConversation { get; init; }
}

/// <summary>What the bot of a conversation is doing.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-view.v1")]
public sealed record BotView
{
    /// <summary>The bot's name in the account.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>A turn is running and interruptions are not given to the bot (SEED1).</summary>
    [Id(1)] public required bool Busy { get; init; }
    /// <summary>How many turns there were.</summary>
    [Id(2)] public required long Turn { get; init; }
    /// <summary>The flow step of the running turn; null when idle.</summary>
    [Id(3)] public string? Step { get; init; }
    /// <summary>Consumers are to be shown that it types.</summary>
    [Id(4)] public bool Typing { get; init; }
}

/// <summary>A pending timer: what will happen when, unless the state changes before.</summary>
[GenerateSerializer, Immutable, Alias("conversations.timer-view.v1")]
public sealed record TimerView
{
    /// <summary>What it does: <c>turnTimeout</c>, <c>proactiveMessage</c>, <c>wait</c>, <c>botTimeout</c>, <c>botPause</c>, <c>combineMessages</c>, <c>agentIdle</c>, <c>consumerIdle</c>, <c>queueIdle</c>, <c>proposal</c> or <c>autoClose</c>.</summary>
    [Id(0)] public required string Kind { get; init; }
    /// <summary>When it is due, UTC.</summary>
    [Id(1)] public required DateTimeOffset DueAt { get; init; }
}
