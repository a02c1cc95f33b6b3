using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Conversations.Silo.Effects;

/// <summary>Where this server can reach itself: what <c>{$server}</c> and the allowed host <c>self</c> mean.</summary>
internal sealed class SelfAddress(IServer server)
{
    private const string Variable = "{$server}";

    private Uri? _address;

    /// <summary>Puts this server's address in the place of <c>{$server}</c>.</summary>
    public string Fill(string url) => url.Contains(Variable, StringComparison.Ordinal)
        ? url.Replace(Variable, Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        : url;

    public bool Is(Uri url) => url.Scheme == Address.Scheme && url.Host == Address.Host && url.Port == Address.Port;

    /// <summary>Whether an account may send something there: its <c>allowedHosts</c> name the host, or <c>self</c> and it is this server.</summary>
    public bool Allows(Account account, Uri url) =>
        AllowedHosts.Allow(account.AllowedHosts, url) || (account.AllowedHosts.Contains(AllowedHosts.Self) && Is(url));

    private Uri Address => _address ??= Find();

    // The addresses are known only after the server has started; a wildcard is reached over loopback.
    private Uri Find()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var first = addresses.OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)).FirstOrDefault()
            ?? throw new InvalidOperationException("The server is not listening yet; a request to itself has to wait.");
        var address = BindingAddress.Parse(first);
        var wildcard = address.Host is "*" or "+" or "0.0.0.0" or "[::]";
        return new UriBuilder(address.Scheme, wildcard ? "127.0.0.1" : address.Host, address.Port).Uri;
    }
}
