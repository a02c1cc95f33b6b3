using System.Collections.Immutable;

namespace Conversations;

/// <summary>Which conversations of an account to list. Everything given must match; the default matches all.</summary>
[GenerateSerializer, Immutable, Alias("conversations.conversation-filter.v1")]
public sealed record ConversationFilter
{
    /// <summary>Open or closed; null for both.</summary>
    [Id(0)] public ConversationState? State { get; init; }
    /// <summary>The skill they are routed to.</summary>
    [Id(1)] public string? SkillId { get; init; }
    /// <summary>The agent who has them.</summary>
    [Id(2)] public string? AgentId { get; init; }
    /// <summary>The consumer they are held with.</summary>
    [Id(3)] public string? ConsumerId { get; init; }
    /// <summary>Part of the consumer id or of the conversation id.</summary>
    [Id(4)] public string? Text { get; init; }
    /// <summary>Where the last page ended: its <see cref="ConversationList.Next"/>; null for the first page.</summary>
    [Id(5)] public string? Cursor { get; init; }
    /// <summary>How many at most: 1 to 200. Default 50.</summary>
    [Id(6)] public int Limit { get; init; } = 50;
}

/// <summary>A page of conversations, newest first.</summary>
[GenerateSerializer, Immutable, Alias("conversations.conversation-list.v1")]
public sealed record ConversationList
{
    /// <summary>The conversations of this page.</summary>
    [Id(0)] public required ImmutableArray<ConversationSummary> Conversations { get; init; }
    /// <summary>Where the next page begins; null when this is the last one.</summary>
    [Id(1)] public string? Next { get; init; }
}

/// <summary>What a list says of a conversation; it is not woken for it.</summary>
[GenerateSerializer, Immutable, Alias("conversations.conversation-summary.v1")]
public sealed record ConversationSummary
{
    /// <summary>Id within the account.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>Open or closed.</summary>
    [Id(1)] public required ConversationState State { get; init; }
    /// <summary>The consumer's id.</summary>
    [Id(2)] public required string ConsumerId { get; init; }
    /// <summary>The skill it is routed to; null while a bot has it.</summary>
    [Id(3)] public string? SkillId { get; init; }
    /// <summary>The agent who has it.</summary>
    [Id(4)] public string? AssignedAgentId { get; init; }
    /// <summary>How many events the journal holds.</summary>
    [Id(5)] public required long Version { get; init; }
    /// <summary>When it was opened, UTC.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }
}
