using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

/// <summary><c>flows/*.yaml</c>.</summary>
[DisplayName("a flow")]
[Description("A flow: steps in order, of which the first whose trigger matches answers. Its id is the file's name.")]
public sealed record FlowDocument : Document
{
    [Description("The name of the step that runs when a conversation opens. Default: none.")]
    [StringLength(AccountLimits.Name)]
    public string? Welcome { get; init; }

    [Description("Said when no trigger matches.")]
    [Required]
    public TextDocument? Fallback { get; init; }

    [Description("The steps, in the order in which their triggers are tried.")]
    public IReadOnlyList<StepDocument>? Steps { get; init; }
}
