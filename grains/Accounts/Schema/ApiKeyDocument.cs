using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("an API key")]
[Description("A key for the HTTP API. Give either key or keyFromEnvironment.")]
public sealed record ApiKeyDocument : Document
{
    [Description("A name for operators; no two keys and secrets of an account share one.")]
    [Required, StringLength(AccountLimits.Name)]
    public string? Name { get; init; }

    [Description("What the key opens: admin (all of the account), agent (conversations), backend (messages and events of the account's own systems).")]
    [Required, AllowedValues("admin", "agent", "backend")]
    public string? Role { get; init; }

    [Description("The key itself, 8 characters or more. A key that stands here opens nothing unless the server listens on loopback only.")]
    [StringLength(AccountLimits.Name, MinimumLength = AccountLimits.ShortestKeyInFolder)]
    public string? Key { get; init; }

    [Description("The environment variable of the server's process that holds the key, 16 characters or more.")]
    [RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    public string? KeyFromEnvironment { get; init; }
}
