using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

/// <summary>Source: SEED3.</summary>
[DisplayName("sendToChatInstance")]
[Description("Sends a message to a chat instance.")]
public sealed record SendToChatInstanceDocument : Document
{
    [Description("The content of the message. Variables are filled in.")]
    [Required, StringLength(AccountLimits.Text)]
    public string? Message { get; init; }

    [Description("The unique identifier of the chat instance, for example {chatInstanceId}.")]
    [Required, StringLength(AccountLimits.Text)]
    public string? ChatInstanceId { get; init; }

    [Description("What to do after a success, before the step's further actions.")]
    public IReadOnlyList<ActionDocument>? OnSuccess { get; init; }

    [Description("What to do after a failure instead of the step's further actions. Default: the bot's failure text is said.")]
    public IReadOnlyList<ActionDocument>? OnFailure { get; init; }
}
