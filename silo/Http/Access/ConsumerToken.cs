namespace Conversations.Silo.Http.Access;

/// <summary>What a consumer token says: it opens one conversation, for one user.</summary>
internal sealed record ConsumerToken
{
    public required string Account { get; init; }
    public required string Conversation { get; init; }
    /// <summary>The consumer id; null in a token that was generated before anybody said who the user is.</summary>
    public string? User { get; init; }
    /// <summary>The user's name, if the generator gave one.</summary>
    public string? UserName { get; init; }
    /// <summary>The bot that was asked for; null for the account's default.</summary>
    public string? Bot { get; init; }

    public ConversationKey Key => new(Account, Conversation);

    /// <summary>Whose token it is. Somebody who was not named is a stranger of this conversation alone.</summary>
    public string ConsumerId => User ?? $"dl_{Conversation}";
}
