using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Conversations.Silo.Http.Access;

/// <summary>Where the server really listens, whatever the settings said.</summary>
internal sealed class ListeningAddresses(IServer server)
{
    private bool? _loopbackOnly;

    public IReadOnlyCollection<string> All =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.ToArray() ?? [];

    /// <summary>Nobody but this machine can connect. False until the server listens.</summary>
    public bool LoopbackOnly => (_loopbackOnly ??= Decide()) ?? false;

    // Kept once it is known: addresses don't change while the server runs.
    private bool? Decide()
    {
        var all = All;
        return all.Count is 0 ? null : all.All(IsLoopback);
    }

    internal static bool IsLoopback(string address)
    {
        // "http://+:80" and "http://*:80" are no URIs; they mean every interface.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return false;
        }
        return string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
