using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Silo.Http.Access;

/// <summary>
/// Makes and reads consumer tokens: JWTs, because Web Chat takes a user id that starts with <c>dl_</c> only from the
/// <c>user</c> claim of one.
/// </summary>
internal sealed class ConsumerTokens(SigningKey key, TimeProvider time)
{
    /// <summary>How long a token opens its conversation. Source: Direct Line 3.0.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(1800);

    /// <summary>How long a stream address can be opened. Source: Direct Line 3.0.</summary>
    public static readonly TimeSpan StreamLife = TimeSpan.FromSeconds(60);

    private const string Issuer = "conversations";
    private const string Audience = "directline";
    private const string StreamAudience = "directline-stream";
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(ConsumerToken token) => Sign(token, Audience, Life);

    /// <summary>The <c>t</c> of a stream address. It opens nothing else.</summary>
    public string IssueForStream(ConsumerToken token) => Sign(token, StreamAudience, StreamLife);

    public Task<TokenReading> Read(string token) => Verify(token, Audience);

    public Task<TokenReading> ReadForStream(string token) => Verify(token, StreamAudience);

    private string Sign(ConsumerToken token, string audience, TimeSpan life)
    {
        // Whole seconds, as in the token: it must not expire earlier than it says.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var claims = new Dictionary<string, object> { ["acc"] = token.Account, ["conv"] = token.Conversation };
        Add(claims, "bot", token.Bot);
        Add(claims, "user", token.User);
        Add(claims, "uname", token.UserName);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            NotBefore = now.UtcDateTime,
            Expires = (now + life).UtcDateTime,
            Claims = claims,
            SigningCredentials = new(key.Value, SecurityAlgorithms.HmacSha256),
        });
    }

    private async Task<TokenReading> Verify(string token, string audience)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = audience,
            IssuerSigningKey = key.Value,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            // Checked below against the injected clock.
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || Text(jwt, "acc") is not { } account || Text(jwt, "conv") is not { } conversation)
        {
            return TokenReading.Invalid;
        }
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (Seconds(jwt, JwtRegisteredClaimNames.Nbf) > now)
        {
            return TokenReading.Invalid;
        }
        var read = new ConsumerToken
        {
            Account = account, Conversation = conversation, Bot = Text(jwt, "bot"), User = Text(jwt, "user"), UserName = Text(jwt, "uname"),
        };
        return new(read, Seconds(jwt, JwtRegisteredClaimNames.Exp) <= now);
    }

    private static void Add(Dictionary<string, object> claims, string name, string? value)
    {
        if (value is not null)
        {
            claims[name] = value;
        }
    }

    private static string? Text(JsonWebToken jwt, string name) =>
        jwt.TryGetPayloadValue<string>(name, out var value) && !string.IsNullOrEmpty(value) ? value : null;

    private static long Seconds(JsonWebToken jwt, string name) =>
        jwt.TryGetClaim(name, out var claim) && long.TryParse(claim.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : 0;
}

/// <summary>What came of reading a token.</summary>
/// <param name="Token">What it says; null when it is not one of ours.</param>
/// <param name="Expired">It was ours, and its time is over.</param>
internal sealed record TokenReading(ConsumerToken? Token, bool Expired)
{
    public static TokenReading Invalid { get; } = new(null, false);
}
