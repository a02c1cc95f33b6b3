using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("transfer")]
[Description("Hands the conversation to a skill; the bot leaves.")]
[ShortForm(nameof(Skill))]
public sealed record TransferDocument : Document
{
    [Description("A skill of the account.")]
    [Required, RegularExpression(Patterns.Skill, ErrorMessage = Patterns.SkillAdvice)]
    public string? Skill { get; init; }
}
