using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("wait")]
[Description("Waits before the next action.")]
[ShortForm(nameof(Seconds))]
public sealed record WaitDocument : Document
{
    [Description("How long, in seconds: 0.001 to 300.")]
    [Required, Range(AccountLimits.ShortestSeconds, AccountLimits.LongestSeconds)]
    public decimal? Seconds { get; init; }
}
