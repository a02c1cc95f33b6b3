using Conversations.Silo.Effects;
using Conversations.Silo.Http.Access;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Bots.BotFramework;

/// <summary>Where bots find this server, and who it is to them.</summary>
internal sealed class ServiceAddress(SelfAddress self, ListeningAddresses listening, IOptions<BotsOptions> options)
{
    /// <summary>The path below which everything for bots is.</summary>
    public const string Path = "/bots";

    private const string Server = "{$server}";

    /// <summary>Who signs this server's tokens; its keys are found by OpenID Connect discovery from there.</summary>
    public string Issuer => options.Value.Issuer is { Length: > 0 } given ? given : Base + Path;

    /// <summary>The address of everything for bots, without a slash at its end.</summary>
    public string Root => Base + Path;

    /// <summary>Nobody but this machine can reach it: a bot that shows no token is let in.</summary>
    public bool IsPrivate => listening.LoopbackOnly && (Given is not { } given || ListeningAddresses.IsLoopback(given));

    private string? Given => options.Value.ServiceUrl is { Length: > 0 } url ? url.TrimEnd('/') : null;

    private string Base => Given ?? self.Fill(Server);

    /// <summary>The <c>serviceUrl</c> that a bot is told: where it answers to.</summary>
    public string Of(string account, string bot) => $"{Root}/{Uri.EscapeDataString(account)}/{Uri.EscapeDataString(bot)}";

    /// <summary>The issuer that a bot's YAML names; <c>{$server}</c> is this one.</summary>
    public string IssuerOf(string issuer) => issuer == Server ? Issuer : self.Fill(issuer);
}
