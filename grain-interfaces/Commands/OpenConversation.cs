using System.Collections.Immutable;

namespace Conversations;

/// <summary>Opens a conversation. Telling it again changes nothing and answers <see cref="Receipt.Repeated"/>.</summary>
[GenerateSerializer, Immutable, Alias("conversations.open-conversation.v1")]
public sealed record OpenConversation : ConversationCommand
{
    /// <summary>Whom it is held with.</summary>
    [Id(0)] public required Consumer Consumer { get; init; }
    /// <summary>The bot that answers; null for the account's default bot.</summary>
    [Id(1)] public string? Bot { get; init; }
    /// <summary>The skill it goes to instead of a bot.</summary>
    [Id(2)] public string? SkillId { get; init; }
    /// <summary>Messaging (default) or chat.</summary>
    [Id(3)] public ConversationType Type { get; init; }
    /// <summary>BCP 47 language; null for the account's default.</summary>
    [Id(4)] public string? Language { get; init; }
    /// <summary>A try-out by the people who build the bot: shows <c>BLANK_MESSAGE</c> (SEED1). Default false.</summary>
    [Id(5)] public bool Preview { get; init; }
    /// <summary>Engagement attributes, as JSON text; collected once (SEED4).</summary>
    [Id(6)] public string? Sdes { get; init; }
    /// <summary>A start event for the bot, as JSON text.</summary>
    [Id(7)] public string? Event { get; init; }
    /// <summary>Variables the flows start with.</summary>
    [Id(8)] public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
    /// <summary>Where the consumer came from.</summary>
    [Id(9)] public EngagementContext? Context { get; init; }
    /// <summary>What is known of the consumer. The conversation grain asks for it itself and takes nobody's word.</summary>
    [Id(10)] public ConsumerHistory? History { get; init; }
}
