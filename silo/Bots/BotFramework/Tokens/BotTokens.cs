using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Silo.Bots.BotFramework.Tokens;

/// <summary>Makes tokens: those by which a bot knows this server, and those that a bot without a cloud gets from it.</summary>
internal sealed class BotTokens(BotSigningKeys keys, ServiceAddress address, TimeProvider time)
{
    /// <summary>How long a token is valid.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>A token that is this near to its end is not sent any more.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(10);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ConcurrentDictionary<(string AppId, string ServiceUrl), Issued> _sent = new();

    /// <summary>What a bot is sent with each request, so that it can verify who asks.</summary>
    public async ValueTask<string> ForBot(string appId, string serviceUrl, CancellationToken cancellation)
    {
        if (_sent.TryGetValue((appId, serviceUrl), out var issued) && issued.Expires - time.GetUtcNow() > Reserve) return issued.Token;
        var fresh = await Sign(appId, new() { ["serviceurl"] = serviceUrl }, cancellation);
        _sent[(appId, serviceUrl)] = fresh;
        return fresh.Token;
    }

    /// <summary>What a bot gets for its secret; it opens the Bot Connector routes of that bot.</summary>
    public async Task<string> OfBot(string appId, string serviceUrl, CancellationToken cancellation) =>
        (await Sign(address.Issuer, new() { ["appid"] = appId, ["serviceurl"] = serviceUrl }, cancellation)).Token;

    private async Task<Issued> Sign(string audience, Dictionary<string, object> claims, CancellationToken cancellation)
    {
        var key = (await keys.All(cancellation))[0];
        // Whole seconds, as in the token: it must not expire earlier than it says.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var expires = now + Life;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = address.Issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
        });
        return new(token, expires);
    }

    private sealed record Issued(string Token, DateTimeOffset Expires);
}
