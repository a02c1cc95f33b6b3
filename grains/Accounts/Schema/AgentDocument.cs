using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("an agent")]
[Description("An agent: who can be given conversations of their skills.")]
public sealed record AgentDocument : Document
{
    [Description("The agent's id, once per account.")]
    [Required, RegularExpression(Patterns.Agent, ErrorMessage = Patterns.AgentAdvice)]
    public string? Id { get; init; }

    [Description("What consumers read, also as {agentNickname}. Default: the id.")]
    [StringLength(AccountLimits.Name)]
    public string? Nickname { get; init; }

    [Description("The skills that the agent serves.")]
    [Required, RegularExpression(Patterns.Skill, ErrorMessage = Patterns.SkillAdvice)]
    public IReadOnlyList<string>? Skills { get; init; }

    [Description("How many conversations the agent can have at once: 1 to 999. Default: 3.")]
    [Range(1, 999)]
    public int? Capacity { get; init; }
}
