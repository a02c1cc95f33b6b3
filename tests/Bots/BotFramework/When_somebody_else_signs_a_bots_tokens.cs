using System.Security.Cryptography;
using Conversations.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>Tokens of an issuer elsewhere, whose keys are found by OpenID Connect discovery.</summary>
public sealed class When_somebody_else_signs_a_bots_tokens : IAsyncLifetime
{
    private const string Line = """{"type":"message","text":"it is me"}""";
    private readonly WebApplication _issuer;
    private readonly RSA _first = RSA.Create(2048);
    private readonly RSA _second = RSA.Create(2048);
    private readonly RSA _third = RSA.Create(2048);
    private string[] _published = ["one"];
    private int _asked;
    private BotWorld _world = null!;
    private Told _told = null!;

    public When_somebody_else_signs_a_bots_tokens()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _issuer = builder.Build();
        _issuer.MapGet("/.well-known/openid-configuration", () => new { issuer = "https://issuer.test/", jwks_uri = $"{_issuer.Urls.First()}/keys" });
        _issuer.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref _asked);
            return Results.Json(new { keys = _published.Select(Public) });
        });
    }

    public async ValueTask InitializeAsync()
    {
        await _issuer.StartAsync();
        _world = await BotWorld.Start(c => c with
        {
            Identity = new() { AppId = "app-1", Issuer = "https://issuer.test/", Metadata = $"{_issuer.Urls.First()}/.well-known/openid-configuration" },
        });
        _world.Change(a => a with { AllowedHosts = a.AllowedHosts.Add(new Uri(_issuer.Urls.First()).Authority) });
        _told = await _world.Ask();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _issuer.DisposeAsync();
        _first.Dispose();
        _second.Dispose();
        _third.Dispose();
    }

    [Theory]
    [InlineData("https://api.botframework.com", "appid", "app-1", 200), InlineData("app-1", "azp", "app-1", 200)]
    [InlineData("app-1", "appid", "app-2", 403), InlineData("https://elsewhere.test", "appid", "app-1", 401), InlineData("app-1", "sub", "app-1", 403)]
    public async Task the_token_must_be_the_bots_and_for_a_channel(string audience, string claim, string app, int status) =>
        Assert.Equal(status, (await Shown(Token("one", audience, (claim, app)))).Status);

    [Fact]
    public async Task another_issuer_with_the_same_key_is_not_believed() =>
        Assert.Equal(401, (await Shown(Token("one", "app-1", issuer: "https://evil.test/", claims: ("appid", "app-1")))).Status);

    [Fact]
    public async Task a_service_url_that_it_names_must_be_this_one()
    {
        Assert.Equal(200, (await Shown(Token("one", "app-1", ("appid", "app-1"), ("serviceurl", _told.ServiceUrl + "/")))).Status);
        Assert.Equal((403, "Forbidden"), (await Shown(Token("one", "app-1", ("appid", "app-1"), ("serviceurl", "https://elsewhere.test/")))) is var r ? (r.Status, r.Code) : default);
    }

    [Fact]
    public async Task keys_are_asked_for_once_and_again_for_an_unknown_one_at_most_once_a_minute()
    {
        Assert.Equal(200, (await Good("one")).Status);
        Assert.Equal(200, (await Good("one")).Status);
        Assert.Equal(1, _asked);
        _published = ["one", "two"];
        Assert.Equal(401, (await Good("two")).Status);
        Assert.Equal(1, _asked);
        _world.Server.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await Good("two")).Status);
        Assert.Equal(200, (await Good("one")).Status);
        Assert.Equal(401, (await Good("three")).Status);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task while_its_keys_can_not_be_had_a_bot_is_to_come_again()
    {
        _world.Change(a => a with { AllowedHosts = [.. a.AllowedHosts.RemoveAt(a.AllowedHosts.Length - 1)] });
        var reply = await Good("one");
        Assert.Equal((503, "1"), (reply.Status, reply.Headers["Retry-After"]));
    }

    [Fact]
    public async Task an_unsigned_token_or_one_of_another_algorithm_is_none()
    {
        Assert.Equal(401, (await Shown(Signed(null, "app-1", "https://issuer.test/", ("appid", "app-1")))).Status);
        // The public key, taken for a secret.
        var secret = new SymmetricSecurityKey(_first.ExportRSAPublicKey()) { KeyId = "one" };
        Assert.Equal(401, (await Shown(Signed(new SigningCredentials(secret, SecurityAlgorithms.HmacSha256), "app-1", "https://issuer.test/", ("appid", "app-1")))).Status);
    }

    private Task<Reply> Good(string key) => Shown(Token(key, "app-1", ("appid", "app-1")));

    private Task<Reply> Shown(string token) => _world.Bot.Say(_told, Line, token);

    private string Token(string key, string audience, params (string, string)[] claims) => Token(key, audience, "https://issuer.test/", claims);

    private string Token(string key, string audience, string issuer, params (string, string)[] claims) =>
        Signed(new SigningCredentials(new RsaSecurityKey(Pair(key)) { KeyId = key }, SecurityAlgorithms.RsaSha256), audience, issuer, claims);

    private string Signed(SigningCredentials? credentials, string audience, string issuer, params (string Name, string Value)[] claims)
    {
        var now = _world.Server.Time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, IssuedAt = now, NotBefore = now, Expires = now.AddHours(1), SigningCredentials = credentials,
            Claims = claims.ToDictionary(c => c.Name, c => (object)c.Value),
        });
    }

    private RSA Pair(string name) => name switch
    {
        "one" => _first,
        "two" => _second,
        _ => _third,
    };

    private object Public(string name)
    {
        var key = Pair(name).ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = name, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }
}
