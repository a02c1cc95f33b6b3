using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Conversations.Accounts.Loading;

/// <summary>Whether an address that a document names leads to a place of <c>allowedHosts</c>.</summary>
internal static partial class AllowedUrls
{
    public const string Server = "{$server}";

    /// <summary>Why the address can't be called; null when it can.</summary>
    public static string? FaultOf(string url, ImmutableArray<string> allowed)
    {
        const string advice = "begin with {$server}/ or with http:// or https:// and a host that is written out";
        if (url.StartsWith(Server, StringComparison.Ordinal))
        {
            var rest = url[Server.Length..];
            return rest.Length > 0 && rest[0] is not ('/' or '?') ? $"'/' is missing after {Server}; write {Server}/{rest}"
                : allowed.Contains(AllowedHosts.Self) ? null
                : $"{Server} is not allowed; add 'self' to 'allowedHosts' in account.yaml";
        }

        if (url.Contains(Server, StringComparison.Ordinal))
        {
            return $"{Server} stands in the middle; {advice}";
        }

        var origin = OriginOf().Match(url);
        if (!origin.Success || !Uri.TryCreate(origin.Value, UriKind.Absolute, out var address))
        {
            return $"the host of this url can't be told; {advice}, so that it can be held against 'allowedHosts'";
        }

        return AllowedHosts.Allow(allowed, address)
            ? null
            : $"the host '{address.Authority}' is not allowed; add it to 'allowedHosts' in account.yaml";
    }

    /// <summary>Why an address without variables can't be called; null when it can.</summary>
    public static string? FaultOfFixed(string url, ImmutableArray<string> allowed) => FaultOf(url, allowed)
        ?? (url.AsSpan(url.StartsWith(Server, StringComparison.Ordinal) ? Server.Length : 0).IndexOfAny('{', '}') >= 0
            ? "variables have no value here; write the address out after {$server}"
            : null);

    // The host ends where path, query or fragment begin; '@', '\' and braces in it would make it say one host and mean another.
    [GeneratedRegex(@"\Ahttps?://([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(?=[/?#]|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OriginOf();
}
