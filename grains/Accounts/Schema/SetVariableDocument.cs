using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("setVariable")]
[Description("Sets a variable of the conversation.")]
public sealed record SetVariableDocument : Document
{
    [Description("The variable's name.")]
    [Required, RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    public string? Name { get; init; }

    [Description("Its value, which may be empty. Variables are filled in.")]
    [Required(AllowEmptyStrings = true), StringLength(AccountLimits.Text)]
    public string? Value { get; init; }
}
