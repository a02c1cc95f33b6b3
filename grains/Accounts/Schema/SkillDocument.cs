using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("a skill")]
[Description("A skill: what conversations are routed to. What it does not say is as the account says.")]
[ShortForm(nameof(Id))]
public sealed record SkillDocument : Document, IServiceDocument
{
    [Description("Its id, once per account.")]
    [Required, RegularExpression(Patterns.Skill, ErrorMessage = Patterns.SkillAdvice)]
    public string? Id { get; init; }

    [Description("A name to show. Default: the id.")]
    [StringLength(AccountLimits.Name)]
    public string? Name { get; init; }

    [Description("The bot that serves it: the name of a file in bots/ without .yaml. Default: agents serve it.")]
    [RegularExpression(Patterns.Id, ErrorMessage = Patterns.IdAdvice)]
    public string? Bot { get; init; }

    [Description("Whether waiting conversations are given to agents who are online (automatic), or wait until one accepts (manual). Default: automatic.")]
    [AllowedValues("automatic", "manual")]
    public string? Assignment { get; init; }

    [Description("When people work.")]
    public WorkingHoursDocument? WorkingHours { get; init; }

    [Description("How long agents may take to answer.")]
    public ResponseTimesDocument? ResponseTimes { get; init; }

    [Description("The idle clocks.")]
    public IdleDocument? Idle { get; init; }

    [Description("When conversations that wait for their consumer are closed.")]
    public AutoCloseDocument? AutoClose { get; init; }

    [Description("How many seconds a proposed agent has to accept before the skill's queue gets the conversation: 1 to 3600.")]
    [Range(1, 3600)]
    public int? ProposalSeconds { get; init; }

    [Description("What is said by itself when something happens; it overrides what the account says of the same message.")]
    public AutomaticMessagesDocument? AutomaticMessages { get; init; }
}
