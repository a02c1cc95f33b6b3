using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("a trigger")]
[Description("When a step answers: a pattern, keywords or an event.")]
[ExactlyOneKey]
public sealed record TriggerDocument : Document
{
    [Description("A .NET regular expression that the whole text must match, upper or lower case. Named groups become variables. No look-around, no back-references.")]
    [StringLength(AccountLimits.Pattern)]
    public string? Pattern { get; init; }

    [Description("The text holds one of these, upper or lower case, as words of their own.")]
    [StringLength(AccountLimits.Name), MinLength(1)]
    public IReadOnlyList<string>? Keywords { get; init; }

    [Description("An event activity of this name came in.")]
    [StringLength(AccountLimits.Name)]
    public string? Event { get; init; }
}
