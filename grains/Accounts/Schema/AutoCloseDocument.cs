using System.ComponentModel;

namespace Conversations.Accounts.Schema;

[DisplayName("autoClose")]
[Description("When conversations that wait for their consumer are closed in silence.")]
[ShortForm(nameof(After))]
public sealed record AutoCloseDocument : Document
{
    [Description("After how long: 25m to 90d. Default: 90d. Without autoClose at all: never.")]
    [TimeRange("25m", "90d")]
    public string? After { get; init; }

    [Description("Whether functions on the conversation's end are invoked then. Default: true.")]
    public bool? RaisesEnd { get; init; }
}
