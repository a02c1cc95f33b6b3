using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("a connector")]
[Description("How a third-party bot is reached and treated.")]
public sealed record ConnectorDocument : Document
{
    [Description("The way to the bot: directline (as a client of a Direct Line service) or botframework (straight to its messaging endpoint).")]
    [Required, AllowedValues("directline", "botframework")]
    public string? Kind { get; init; }

    [Description("botframework: the bot's messaging endpoint. directline: the domain with its path, such as https://directline.botframework.com/v3/directline. It begins with {$server} (this server) or with http:// or https:// and a host of allowedHosts.")]
    [Required, StringLength(AccountLimits.Url)]
    public string? Endpoint { get; init; }

    [Description("directline only: the Direct Line secret, as {$secret.NAME}. Default: none is sent.")]
    [StringLength(AccountLimits.Name)]
    public string? Secret { get; init; }

    [Description("directline only: how activities are read: webSocket (where the service offers one, else by polling) or polling. Default: webSocket.")]
    [AllowedValues("webSocket", "polling")]
    public string? Transport { get; init; }

    [Description("directline only: how many milliseconds to wait for more activities after some were found: 0 to 10000. Default: 0, the first ones found are the answer.")]
    [Range(0, 10_000)]
    public int? MultipleActivitiesMs { get; init; }

    [Description("botframework only: whether the bot answers in its HTTP response. Default: false, it posts its answers.")]
    public bool? ExpectReplies { get; init; }

    [Description("botframework only: who the bot is, for tokens. Default: nobody verifies anybody, for development.")]
    public BotIdentityDocument? Identity { get; init; }

    [Description("How many seconds the bot has to answer before people take over: 1 to 300. Default: 15.")]
    [Range(1, 300)]
    public decimal? TimeoutSeconds { get; init; }

    [Description("How often a request that failed is sent again: 0 to 2 times. Default: 2.")]
    [Range(0, 2)]
    public int? Retries { get; init; }

    [Description("What becomes of answers after the bot's time: deliver (said, and marked), private (kept for agents), drop (recorded alone). Default: deliver.")]
    [AllowedValues("deliver", "private", "drop")]
    public string? LateAnswers { get; init; }

    [Description("Whether the bot may speak without being asked. Default: false.")]
    public bool? Proactive { get; init; }

    [Description("Whether the engagement attributes collected at the start are sent with each request. Default: false.")]
    public bool? EngagementAttributes { get; init; }

    [Description("Whether the bot is told that a conversation began. Default: true.")]
    public bool? Welcome { get; init; }

    [Description("Whether the bot is asked to welcome a consumer whom a transfer brought to it. Default: false.")]
    public bool? WelcomeAfterTransfer { get; init; }

    [Description("How several messages of a consumer become one for the bot. Default: each is given to it on its own.")]
    public CombineMessagesDocument? CombineMessages { get; init; }

    [Description("What happens when the bot fails. Default: its failureText is said, and the conversation stays with it.")]
    public EscalationDocument? Escalation { get; init; }

    [Description("Messages sent once each while the bot has not answered.")]
    public IReadOnlyList<ProactiveMessageDocument>? ProactiveMessages { get; init; }

    [Description("How many open conversations the bot may have: 1 to 999. Default: 999.")]
    [Range(1, 999)]
    public int? ConversationLimit { get; init; }
}

[DisplayName("an identity")]
[Description("Who a bot is, for tokens between it and this server.")]
public sealed record BotIdentityDocument : Document
{
    [Description("The bot's app id: the audience of tokens for it, and whom its own tokens name.")]
    [Required, StringLength(AccountLimits.Name)]
    public string? AppId { get; init; }

    [Description("Who signs the bot's tokens. Default: {$server}, this server.")]
    [StringLength(AccountLimits.Url)]
    public string? Issuer { get; init; }

    [Description("Where the issuer's keys are found: the address of its OpenID configuration, on a host of allowedHosts. Needed with an issuer that is not this server.")]
    [StringLength(AccountLimits.Url)]
    public string? Metadata { get; init; }

    [Description("What the bot gets its tokens for from this server, as {$secret.NAME}. Default: it gets none here.")]
    [StringLength(AccountLimits.Name)]
    public string? ClientSecret { get; init; }
}

[DisplayName("combineMessages")]
[Description("Several messages of a consumer become one for the bot, which answers once.")]
public sealed record CombineMessagesDocument : Document
{
    [Description("How many at most: 2 to 50.")]
    [Required, Range(2, 50)]
    public int? MaxMessages { get; init; }

    [Description("How many seconds to wait for the next, from the first on: 0.001 to 300.")]
    [Required, Range(AccountLimits.ShortestSeconds, AccountLimits.LongestSeconds)]
    public decimal? Seconds { get; init; }

    [Description("How many seconds to wait instead after the consumer typed: 0.001 to 300. Default: typing changes nothing.")]
    [Range(AccountLimits.ShortestSeconds, AccountLimits.LongestSeconds)]
    public decimal? SecondsAfterTyping { get; init; }
}

[DisplayName("an escalation")]
[Description("Who takes over when the bot fails, and what is said then.")]
public sealed record EscalationDocument : Document
{
    [Description("The skill that the conversation goes to.")]
    [Required, RegularExpression(Patterns.Skill, ErrorMessage = Patterns.SkillAdvice)]
    public string? Skill { get; init; }

    [Description("Said to the consumer. Default: nothing.")]
    public TextDocument? ToConsumer { get; init; }

    [Description("A private line for the agent. Default: none.")]
    public TextDocument? ToAgent { get; init; }

    [Description("Said to the consumer when the transfer is not possible. Default: the bot's failureText.")]
    public TextDocument? TransferFailed { get; init; }
}
