using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("a proactive message")]
[Description("A message sent once, if the step is still working, or the third-party bot has not answered, at its time.")]
public sealed record ProactiveMessageDocument : Document
{
    [Description("Trigger time (seconds), counted from the start of the step's integration, or from the request to the bot: a whole number, 1 to 900, no two alike.")]
    [Required, Range(1, 900)]
    public int? TriggerTimeSeconds { get; init; }

    [Description("The message.")]
    [Required]
    public TextDocument? Message { get; init; }
}
