using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("a Direct Line secret")]
[Description("A Direct Line secret. Give either secret or secretFromEnvironment.")]
public sealed record DirectLineSecretDocument : Document
{
    [Description("A name for operators; no two keys and secrets of an account share one.")]
    [Required, StringLength(AccountLimits.Name)]
    public string? Name { get; init; }

    [Description("The secret itself, 8 characters or more. A secret that stands here opens nothing unless the server listens on loopback only.")]
    [StringLength(AccountLimits.Name, MinimumLength = AccountLimits.ShortestKeyInFolder)]
    public string? Secret { get; init; }

    [Description("The environment variable of the server's process that holds the secret, 16 characters or more.")]
    [RegularExpression(Patterns.Variable, ErrorMessage = Patterns.VariableAdvice)]
    public string? SecretFromEnvironment { get; init; }
}
