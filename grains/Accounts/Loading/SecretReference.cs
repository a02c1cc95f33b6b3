using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>A value that is one secret of the account, and nothing else.</summary>
internal static partial class SecretReference
{
    /// <summary>Tells when the value is no <c>{$secret.NAME}</c> of a listed secret. The value itself is never repeated: it may be the secret.</summary>
    public static void Check(Document document, string key, string? value, AccountScope scope, FileProblems problems)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return;
        }

        var fault = Reference().Match(value) is { Success: true } match
            ? scope.FaultOfSecret(match.Groups[1].Value)
            : $"'{key}' is a secret, and none may stand here; write {{$secret.NAME}}, and list NAME under 'secrets' in account.yaml";
        if (fault is not null)
        {
            problems.Error(document.LineOf(key), fault);
        }
    }

    [GeneratedRegex(@"\A\{\$secret\.([^{}]*)\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
