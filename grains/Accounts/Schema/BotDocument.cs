using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

/// <summary><c>bots/*.yaml</c>.</summary>
[DisplayName("a bot")]
[Description("A bot: its flow, or how a third-party bot is reached, the environment linked to it, and how it treats interruptions. Its id is the file's name.")]
public sealed record BotDocument : Document
{
    [Description("The flow it follows: the name of a file in flows/ without .yaml. Give either flow or connector.")]
    [RegularExpression(Patterns.Id, ErrorMessage = Patterns.IdAdvice)]
    public string? Flow { get; init; }

    [Description("For a third-party bot: how it is reached and treated.")]
    public ConnectorDocument? Connector { get; init; }

    [Description("The environment linked to it: the name of a file in environments/ without .yaml. Default: none.")]
    [RegularExpression(Patterns.Id, ErrorMessage = Patterns.IdAdvice)]
    public string? Environment { get; init; }

    [Description("What happens to consumer messages while the bot is responding: ignore (kept, not given to the bot), queue (given to it when it has responded), process (given to it at once). Default: ignore, or process where the environment sets system_handleIntermediateUserMessage to false.")]
    [AllowedValues("ignore", "queue", "process")]
    public string? Interruptions { get; init; }

    [Description("Said when an integration failed and has no onFailure, or when a third-party bot failed and has no escalation. Default: an apology in English.")]
    public TextDocument? FailureText { get; init; }

    [Description("The name that consumers and agents see. Default: the bot's id.")]
    [StringLength(AccountLimits.Name)]
    public string? DisplayName { get; init; }
}
