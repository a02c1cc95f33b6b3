using System.Globalization;
using Conversations.Accounts;
using Conversations.Bots;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Silo.Bots.BotFramework.Tokens;

/// <summary>Verifies the tokens that bots show: who signed them, for whom, until when, and that it is this bot.</summary>
internal sealed class BotTokenReading(BotSigningKeys own, IssuerKeys issuers, ServiceAddress address, TimeProvider time)
{
    /// <summary>By how much clocks may differ. Source: Bot Connector authentication.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Whom bots ask tokens for when nobody told them otherwise.</summary>
    private const string AnyChannel = "https://api.botframework.com";
    private const int LongestToken = 16 * 1024;
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LongestToken };
    // Microsoft's issuers of version 1 and 2, and the field's plain one.
    private static readonly string[] AppClaims = ["appid", "azp", "client_id"];

    /// <summary>What <paramref name="token"/> is to this bot.</summary>
    /// <exception cref="IssuerUnavailableException">Nobody can say now.</exception>
    public async Task<BotTokenStanding> Read(Account account, Bot bot, string token, CancellationToken cancellation)
    {
        var identity = bot.Connector!.Identity!;
        if (token.Length > LongestToken || !Handler.CanReadToken(token)) return BotTokenStanding.Invalid;
        var jwt = Handler.ReadJsonWebToken(token);
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = address.IssuerOf(identity.Issuer),
            ValidAudiences = [address.Issuer, identity.AppId, AnyChannel],
            IssuerSigningKeys = await Keys(account, identity, jwt.Kid, cancellation),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            // Checked below against the injected clock.
            ValidateLifetime = false,
        });
        if (!result.IsValid || !IsNow(jwt)) return BotTokenStanding.Invalid;
        // A token for the bot that somebody else was given, or that it was sent itself, does not name it as the one who got it.
        var isBot = AppClaims.Any(claim => Text(jwt, claim) == identity.AppId);
        return isBot && IsForHere(jwt, address.Of(account.Id, bot.Name)) ? BotTokenStanding.Valid : BotTokenStanding.OfAnother;
    }

    private async Task<IEnumerable<SecurityKey>> Keys(Account account, BotIdentity identity, string? keyId, CancellationToken cancellation) =>
        identity.Metadata is { } metadata ? await issuers.Find(account, metadata, keyId, cancellation) : await own.All(cancellation);

    private bool IsNow(JsonWebToken jwt)
    {
        var now = time.GetUtcNow();
        return Seconds(jwt, JwtRegisteredClaimNames.Exp) is { } end && now < end + Skew
            && (Seconds(jwt, JwtRegisteredClaimNames.Nbf) is not { } begin || now >= begin - Skew);
    }

    private static bool IsForHere(JsonWebToken jwt, string serviceUrl) =>
        (Text(jwt, "serviceurl") ?? Text(jwt, "serviceUrl")) is not { } named || string.Equals(named.TrimEnd('/'), serviceUrl, StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonWebToken jwt, string name) =>
        jwt.TryGetPayloadValue<string>(name, out var value) && !string.IsNullOrEmpty(value) ? value : null;

    private static DateTimeOffset? Seconds(JsonWebToken jwt, string name) =>
        jwt.TryGetClaim(name, out var claim) && long.TryParse(claim.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and < 253_402_300_000
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : null;
}

/// <summary>What a token is to a bot's routes.</summary>
internal enum BotTokenStanding
{
    /// <summary>Not a token of the bot's issuer, or not any more.</summary>
    Invalid = 0,
    Valid = 1,
    /// <summary>A good token of another bot, or for another place.</summary>
    OfAnother = 2,
}
