using System.Text.RegularExpressions;
using Conversations.Accounts;

namespace Conversations.Effects;

/// <summary>Fills <c>{$secret.NAME}</c> from the process environment when a request is sent, so that no secret is ever stored.</summary>
public static partial class Secrets
{
    /// <exception cref="InvalidOperationException">The account does not list the secret, or the environment does not have it.</exception>
    public static string Fill(string text, Account account) => Reference().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        return account.Secrets.Contains(name) && Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The secret '{name}' is not set; list it under the account's secrets and set the environment variable.");
    });

    [GeneratedRegex(@"\{\$secret\.([A-Za-z0-9_]+)\}")]
    private static partial Regex Reference();
}
