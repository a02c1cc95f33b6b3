using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Conversations.Bots;
using Conversations.Tests.Servers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Tests.Bots.BotFramework;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_bot_on_the_bot_framework_sdk_verifies() : When_a_public_bot_verifies("botbuilder", forged: 500);

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_bot_on_the_agents_sdk_verifies() : When_a_public_bot_verifies("agents-sdk", forged: 401)
{
    [Fact]
    public async Task by_its_settings_alone_it_gets_no_token_of_this_server_and_fails_before_its_turn()
    {
        await StartBot(Issuer, getsTokensItself: false);
        var conversation = await World.Open();
        await World.Say(conversation, "who is it?");
        await World.Reads(conversation, "who is it?", "A colleague takes over.");
        var escalated = await World.Recorded<BotEscalated>(conversation);
        Assert.Equal((BotFaults.BotError, "'robo' answered 500."), (escalated.Reason, escalated.Detail));
        Assert.Contains("authority_uri_insecure", Output, StringComparison.Ordinal);
    }
}

/// <summary>Bots on public SDKs that believe nobody but this server, and show it tokens of their own, which they get from it.</summary>
/// <param name="sdk">The folder below <c>tests/clients</c>.</param>
/// <param name="forged">How the SDK refuses a token that somebody else signed: one of them takes it for a fault of its own.</param>
public abstract class When_a_public_bot_verifies(string sdk, int forged) : IAsyncLifetime
{
    private const string Secret = "a secret of the test";
    private RealBot? _bot;

    private protected BotWorld World { get; private set; } = null!;
    private protected string Output => _bot!.Output;
    private protected string Issuer => $"{World.Server.Address.GetLeftPart(UriPartial.Authority)}/bots";

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("CONVERSATIONS_TEST_BOT_SECRET", Secret);
        World = await BotWorld.StartInRealTime(c => c with { Identity = new BotIdentity { AppId = "app-1", ClientSecret = "{$secret.CONVERSATIONS_TEST_BOT_SECRET}" } });
        var other = World.Find("acme")!.Bots["other"];
        World.Change(a => a with { Bots = a.Bots.SetItem("other", other with { Connector = other.Connector! with { Identity = other.Connector.Identity! with { AppId = "app-2" } } }) });
    }

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null) await _bot.DisposeAsync();
        if (World is not null) await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task both_sides_know_each_other_without_a_cloud()
    {
        await StartBot(Issuer);
        var conversation = await World.Open();
        await World.Say(conversation, "who is it?");
        await World.Reads(conversation, "who is it?", "Echo: who is it?");
    }

    [Fact]
    public async Task it_believes_no_token_but_one_of_this_server_for_itself()
    {
        var token = await Shown(BotWorld.Robo);
        var others = await Shown("other");
        await StartBot(Issuer);
        Assert.Equal("[\"app-1\"] [\"app-2\"]", $"{Audiences(token)} {Audiences(others)}");
        Assert.Equal((200, 401, forged, 401, 401), (await Post(token), await Post(others), await Post(Forged(token)), await Post("not a token"), await Post(null)));
    }

    [Fact]
    public async Task a_token_of_another_issuer_is_none_even_with_the_same_keys()
    {
        await StartBot("http://somebody.else/bots");
        var conversation = await World.Open();
        await World.Say(conversation, "who is it?");
        await World.Reads(conversation, "who is it?", "A colleague takes over.");
        Assert.Equal(BotFaults.ServiceInterruption, (await World.Recorded<BotEscalated>(conversation)).Reason);
    }

    private protected async Task StartBot(string issuer, bool getsTokensItself = true)
    {
        _bot = await RealBot.Start(sdk, JsonSerializer.Serialize(new
        {
            appId = "app-1", secret = Secret, issuer, authority = Issuer, metadata = $"{Issuer}/.well-known/openid-configuration",
            tokens = getsTokensItself ? $"{Issuer}/acme/robo/oauth2/v2.0/token" : null,
        }));
        World.Change(a => a with
        {
            AllowedHosts = ["self", _bot.Host],
            Bots = a.Bots.SetItem(BotWorld.Robo, a.Bots[BotWorld.Robo] with { Connector = a.Bots[BotWorld.Robo].Connector! with { Endpoint = _bot.Endpoint } }),
        });
    }

    // What this server shows a bot.
    private async Task<string> Shown(string bot)
    {
        var conversation = await World.Open(bot);
        await World.Say(conversation, "hi");
        return (await World.Told(t => t.Conversation == conversation)).Headers["Authorization"]["Bearer ".Length..];
    }

    // The same token in every way, but for who signed it.
    private static string Forged(string token)
    {
        using var rsa = RSA.Create(2048);
        var jwt = new JsonWebToken(token);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = jwt.Issuer, Audience = jwt.Audiences.Single(), IssuedAt = jwt.IssuedAt, NotBefore = jwt.ValidFrom, Expires = jwt.ValidTo,
            Claims = new Dictionary<string, object> { ["serviceurl"] = jwt.GetClaim("serviceurl").Value },
            SigningCredentials = new(new RsaSecurityKey(rsa.ExportParameters(true)) { KeyId = jwt.Kid }, SecurityAlgorithms.RsaSha256),
        });
    }

    private async Task<int> Post(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _bot!.Endpoint);
        request.Content = new StringContent(
            $$$"""{"type":"message","id":"m1","text":"silent","channelId":"directline","serviceUrl":"{{{Issuer}}}/acme/robo","conversation":{"id":"c1"},"from":{"id":"ann"},"recipient":{"id":"app-1"}}""",
            Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await World.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private static string Audiences(string token) => JsonSerializer.Serialize(new JsonWebToken(token).Audiences);
}
