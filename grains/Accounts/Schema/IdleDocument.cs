using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("the idle clocks")]
[Description("The idle clocks. One that is not there does not run.")]
public sealed record IdleDocument : Document
{
    [Description("The agent has not answered for so long. Runs in working hours.")]
    public IdleTimerDocument? Agent { get; init; }

    [Description("The consumer has not answered for so long.")]
    public IdleTimerDocument? Consumer { get; init; }

    [Description("The conversation has waited in its queue for so long. Runs in working hours.")]
    public IdleTimerDocument? Queue { get; init; }

    [Description("Whether the consumer's clock runs while no agent is assigned. Default: true.")]
    public bool? ConsumerWhileUnassigned { get; init; }
}

[DisplayName("an idle clock")]
[Description("An idle clock: after how long, and how often again.")]
public sealed record IdleTimerDocument : Document
{
    [Description("How long: 15 seconds to 90 days.")]
    public IdleTimeDocument? After { get; init; }

    [Description("How often the event may come again while nothing changes: 0 to 100. Default: 0.")]
    [Range(0, 100)]
    public int? Repeat { get; init; }

    [Description("False stops the clock for a skill, where the account has it run. Default: true.")]
    public bool? Enabled { get; init; }
}

[DisplayName("an idle time")]
[Description("A time in the units that functions are told it in.")]
public sealed record IdleTimeDocument : Document
{
    [Description("How many: 1 to 7776000.")]
    [Required, Range(1, 7_776_000)]
    public int? Time { get; init; }

    [Description("Of what: seconds, minutes or hours.")]
    [Required, AllowedValues("seconds", "minutes", "hours")]
    public string? Units { get; init; }
}
