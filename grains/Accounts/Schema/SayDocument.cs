using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("say")]
[Description("Says something.")]
[ShortForm(nameof(Text))]
public sealed record SayDocument : Document
{
    [Description("What to say.")]
    [Required]
    public TextDocument? Text { get; init; }

    [Description("Who may see it: ALL, or AGENTS_AND_MANAGERS for a private note that no consumer ever sees. Default: ALL.")]
    [AllowedValues("ALL", "AGENTS_AND_MANAGERS")]
    public string? Audience { get; init; }
}
