using System.Collections.Immutable;
using Conversations.Flows;

namespace Conversations.Bots;

/// <summary>How a third-party bot is reached and treated, as its YAML says. Source: SEED4.</summary>
public sealed record BotConnector
{
    public required BotConnectorKind Kind { get; init; }
    /// <summary>The bot's messaging endpoint, or the Direct Line domain with its path. May begin with <c>{$server}</c>.</summary>
    public required string Endpoint { get; init; }
    /// <summary>The Direct Line secret, as <c>{$secret.NAME}</c>.</summary>
    public string? Secret { get; init; }
    /// <summary>Direct Line only: whether activities are read from a WebSocket where the service offers one.</summary>
    public bool WebSocket { get; init; } = true;
    /// <summary>Direct Line only: how long to wait for more activities after some were found; zero: the first ones are the answer.</summary>
    public TimeSpan MultipleActivities { get; init; }
    /// <summary>Bot Framework only: who the bot is to those who verify it; null: nobody verifies anybody, for development.</summary>
    public BotIdentity? Identity { get; init; }
    /// <summary>Bot Framework only: the answer comes in the HTTP response.</summary>
    public bool ExpectReplies { get; init; }

    /// <summary>How long the bot has to answer. 1 s to 5 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>How often a request that failed is sent again: 0 to 2 times.</summary>
    public int Retries { get; init; } = 2;
    public LateAnswers LateAnswers { get; init; }
    /// <summary>Whether the bot may speak without being asked.</summary>
    public bool Proactive { get; init; }
    /// <summary>Whether engagement attributes are sent along.</summary>
    public bool EngagementAttributes { get; init; }
    /// <summary>Whether the bot is told that a conversation began.</summary>
    public bool Welcome { get; init; } = true;
    /// <summary>Whether the bot is told of a conversation that a transfer brought to it.</summary>
    public bool WelcomeAfterTransfer { get; init; }
    /// <summary>How consumer messages are combined; null: each is given to the bot on its own.</summary>
    public CombineMessages? Combine { get; init; }
    /// <summary>Where it escalates to; null: its failure text is said.</summary>
    public EscalationRules? Escalation { get; init; }
    /// <summary>Sent while the bot has not answered, ordered by <see cref="ProactiveMessage.After"/>.</summary>
    public ImmutableArray<ProactiveMessage> ProactiveMessages { get; init; } = [];
    /// <summary>Open conversations at most. 1 to 999.</summary>
    public int ConversationLimit { get; init; } = 999;
}

/// <summary>The two ways to a third-party bot.</summary>
public enum BotConnectorKind
{
    Unspecified = 0,
    /// <summary><c>directline</c>: as a client of a Direct Line service.</summary>
    DirectLine = 1,
    /// <summary><c>botframework</c>: straight to the bot's messaging endpoint, being its channel.</summary>
    BotFramework = 2,
}

/// <summary>What becomes of an answer after the bot's time. Once somebody else has the conversation, it is never shown to the consumer.</summary>
public enum LateAnswers
{
    /// <summary>Said all the same, and marked.</summary>
    Deliver = 0,
    /// <summary>Kept for agents.</summary>
    Private = 1,
    /// <summary>Recorded, not said.</summary>
    Drop = 2,
}

/// <summary>Who a bot is, for tokens.</summary>
public sealed record BotIdentity
{
    /// <summary>The bot's app id: the audience of tokens for it, and whom its own tokens name.</summary>
    public required string AppId { get; init; }
    /// <summary>Who signs the bot's tokens; <c>{$server}</c> for this server, which gives them out for <see cref="ClientSecret"/>.</summary>
    public string Issuer { get; init; } = "{$server}";
    /// <summary>Where the issuer's keys are found: an OpenID configuration; null for this server's own.</summary>
    public string? Metadata { get; init; }
    /// <summary>What the bot gets its tokens for from this server, as <c>{$secret.NAME}</c>; null: it gets none here.</summary>
    public string? ClientSecret { get; init; }
}

/// <summary>Several messages of a consumer become one for the bot, which answers once.</summary>
public sealed record CombineMessages
{
    /// <summary>2 to 50.</summary>
    public required int MaxMessages { get; init; }
    /// <summary>How long to wait for the next, from the first on.</summary>
    public required TimeSpan Within { get; init; }
    /// <summary>How long to wait after the consumer typed, instead; null: typing changes nothing.</summary>
    public TimeSpan? AfterTyping { get; init; }
}

/// <summary>What happens when the bot fails.</summary>
public sealed record EscalationRules
{
    public required string SkillId { get; init; }
    /// <summary>Said to the consumer; null for nothing.</summary>
    public LocalizedText? ToConsumer { get; init; }
    /// <summary>A private line for the agent; null for nothing.</summary>
    public LocalizedText? ToAgent { get; init; }
    /// <summary>Said to the consumer when the transfer is not possible; null for the bot's failure text.</summary>
    public LocalizedText? TransferFailed { get; init; }
}
