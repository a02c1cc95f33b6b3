namespace Conversations.Client;

/// <summary>A conversation to open. Source: contract v1 <c>POST conversations</c>.</summary>
public sealed record NewConversation
{
    /// <summary>Whom it is held with.</summary>
    public required Consumer Consumer { get; init; }
    /// <summary>The bot that answers; null for the account's default bot.</summary>
    public string? Bot { get; init; }
    /// <summary>The skill it goes to instead of a bot.</summary>
    public string? SkillId { get; init; }
    /// <summary>Messaging (default) or chat.</summary>
    public ConversationType Type { get; init; }
    /// <summary>BCP 47 language, for example <c>de</c>; null for the account's default.</summary>
    public string? Language { get; init; }
    /// <summary>A try-out by the people who build the bot (SEED1). Default false.</summary>
    public bool Preview { get; init; }
    /// <summary>Engagement attributes, as JSON text (SEED4).</summary>
    public string? Sdes { get; init; }
    /// <summary>A start event for the bot, as JSON text.</summary>
    public string? Event { get; init; }

    /// <summary>A conversation of this consumer with the account's default bot.</summary>
    public static NewConversation With(string consumerId, string? language = null) =>
        new() { Consumer = new Consumer { Id = consumerId }, Language = language };
}
