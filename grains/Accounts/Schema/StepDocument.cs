using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("a step")]
[Description("A step: its pre-actions run, then its message is said, then its post-actions run.")]
public sealed record StepDocument : Document
{
    [Description("A name, once per flow.")]
    [Required, StringLength(AccountLimits.Name)]
    public string? Name { get; init; }

    [Description("When the step answers: any one of these.")]
    public IReadOnlyList<TriggerDocument>? Triggers { get; init; }

    [Description("What is done before the message. At most 50 actions per step in all, 5 levels of branches.")]
    public IReadOnlyList<ActionDocument>? PreActions { get; init; }

    [Description("What the step says.")]
    public TextDocument? Message { get; init; }

    [Description("What is done after the message.")]
    public IReadOnlyList<ActionDocument>? PostActions { get; init; }

    [Description("Messages sent once each while the step's integration takes long. Only on a step that has an integration.")]
    public IReadOnlyList<ProactiveMessageDocument>? ProactiveMessages { get; init; }
}
