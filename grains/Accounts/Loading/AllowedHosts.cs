using System.Collections.Immutable;

namespace Conversations.Accounts.Loading;

/// <summary>Which addresses an account's integrations may call. The loader asks it, and so does whoever sends a request.</summary>
public static class AllowedHosts
{
    /// <summary>This server, whatever its address is at the time.</summary>
    public const string Self = "self";

    /// <summary>
    /// Whether an absolute http or https address is allowed: <c>host</c> allows the scheme's own port, <c>host:port</c>
    /// that port. <see cref="Self"/> is for <c>{$server}</c>, which the caller resolves.
    /// </summary>
    public static bool Allow(ImmutableArray<string> allowed, Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var web = address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;
        return web && address.UserInfo.Length is 0 && ((address.IsDefaultPort && Has(allowed, address.Host)) || Has(allowed, $"{address.Host}:{address.Port}"));
    }

    private static bool Has(ImmutableArray<string> allowed, string host) => allowed.Contains(host, StringComparer.OrdinalIgnoreCase);
}
