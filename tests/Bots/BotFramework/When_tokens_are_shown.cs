using System.Text.Json;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Tests.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>How a bot and this server know each other, with tokens that this server itself gives out.</summary>
public sealed class When_tokens_are_shown : IAsyncLifetime
{
    private const string Secret = "a secret of the test";
    private const string Line = """{"type":"message","text":"it is me"}""";
    private BotWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("CONVERSATIONS_TEST_BOT_SECRET", Secret);
        _world = await BotWorld.Start(c => c with { Identity = new() { AppId = "app-1", ClientSecret = "{$secret.CONVERSATIONS_TEST_BOT_SECRET}" } });
        _world.Change(a => a with
        {
            Bots = a.Bots.SetItem("other", a.Bots["other"] with { Connector = a.Bots["other"].Connector! with { Identity = a.Bots["robo"].Connector!.Identity! with { AppId = "app-2" } } }),
        });
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task a_bot_can_verify_who_asks_with_the_keys_that_are_published()
    {
        var told = await _world.Ask();
        Assert.Equal("app-1", told.Recipient.GetProperty("id").GetString());
        var jwt = new JsonWebToken(Shown(told));
        var discovery = (await _world.Server.Get("/bots/.well-known/openid-configuration", null)).Json;
        var issuer = discovery.GetProperty("issuer").GetString();
        Assert.Equal($"{_world.Server.Address.GetLeftPart(UriPartial.Authority)}/bots", issuer);
        var keys = await _world.Server.Http.GetStringAsync(new Uri(discovery.GetProperty("jwks_uri").GetString()!), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("\"d\"", keys, StringComparison.Ordinal);
        Assert.Equal(keys, (await _world.Server.Get("/bots/discovery/v2.0/keys", null)).Body);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(Shown(told), new()
        {
            ValidIssuer = issuer, ValidAudience = "app-1", IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(), ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal((told.ServiceUrl, "RS256", TimeSpan.FromHours(1)), (jwt.GetClaim("serviceurl").Value, jwt.Alg, jwt.ValidTo - jwt.ValidFrom));
    }

    [Fact]
    public async Task a_token_for_a_bot_is_sent_until_it_nears_its_end()
    {
        var first = Shown(await _world.Ask("one"));
        _world.Server.Time.Advance(TimeSpan.FromMinutes(49));
        Assert.Equal(first, Shown(await _world.Ask("two")));
        _world.Server.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(first, Shown(await _world.Ask("three")));
    }

    [Fact]
    public async Task a_bot_is_let_in_by_the_token_that_it_gets_for_its_secret()
    {
        var told = await _world.Ask();
        Assert.Equal((401, "Bearer"), (await _world.Bot.Reply(told, Line)) is var none ? (none.Status, none.Headers["WWW-Authenticate"]) : default);
        Assert.Equal(401, (await _world.Bot.Reply(told, Line, "x")).Status);
        var token = await Token();
        Assert.Equal(200, (await _world.Bot.Reply(told, Line, token)).Status);
        await _world.Reads(told.Conversation, "hi", "it is me");
        var forged = token[..(token.LastIndexOf('.') + 1)] + new string('A', 342);
        Assert.Equal(401, (await _world.Bot.Reply(told, Line, forged)).Status);
    }

    [Fact]
    public async Task a_token_of_another_bot_or_one_that_we_sent_opens_nothing()
    {
        var told = await _world.Ask();
        Assert.Equal((403, "Forbidden"), (await _world.Bot.Reply(told, Line, await Token("other", "app-2"))) is var others ? (others.Status, others.Code) : default);
        Assert.Equal(403, (await _world.Bot.Reply(told, Line, Shown(told))).Status);
        Assert.DoesNotContain("it is me", await _world.Texts(told.Conversation));
    }

    [Theory, InlineData(64, 200), InlineData(65, 401)]
    public async Task a_token_is_good_until_five_minutes_after_its_end(int minutes, int status)
    {
        var told = await _world.Ask();
        var token = await Token();
        _world.Server.Time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal(status, (await _world.Bot.Reply(told, Line, token)).Status);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=app-1&client_secret=wrong", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=app-2&client_secret=a%20secret%20of%20the%20test", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=app-1", 401, "invalid_client")]
    [InlineData("grant_type=password&client_id=app-1&client_secret=a%20secret%20of%20the%20test", 400, "unsupported_grant_type")]
    [InlineData("", 400, "unsupported_grant_type")]
    public async Task without_the_secret_there_is_no_token(string form, int status, string error)
    {
        var reply = await Ask("acme", "robo", form);
        Assert.Equal((status, error, "no-store"), (reply.Status, reply.Text("error"), reply.Headers["Cache-Control"]));
    }

    [Theory, InlineData("acme", "echo"), InlineData("acme", "nobody"), InlineData("nobody", "robo"), InlineData("other", "echo")]
    public async Task where_no_bot_gets_tokens_every_secret_is_wrong(string account, string bot)
    {
        foreach (var secret in new[] { "", Uri.EscapeDataString(Secret) })
        {
            Assert.Equal("invalid_client", (await Ask(account, bot, $"grant_type=client_credentials&client_id=&client_secret={secret}")).Text("error"));
        }
    }

    [Fact]
    public async Task a_secret_that_the_account_does_not_list_opens_nothing()
    {
        _world.Change(a => a with { Secrets = [] });
        Assert.Equal(401, (await Ask("acme", "robo", $"grant_type=client_credentials&client_id=app-1&client_secret={Uri.EscapeDataString(Secret)}")).Status);
    }

    [Fact]
    public async Task guessing_is_slow()
    {
        for (var i = 0; i < 10; i++) await Ask("acme", "robo", $"grant_type=client_credentials&client_id=app-1&client_secret={i}");
        Assert.Equal(429, (await Ask("acme", "robo", $"grant_type=client_credentials&client_id=app-1&client_secret={Uri.EscapeDataString(Secret)}")).Status);
        _world.Server.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEmpty(await Token());
    }

    private async Task<string> Token(string bot = "robo", string app = "app-1")
    {
        var reply = await Ask("acme", bot, $"grant_type=client_credentials&client_id={app}&client_secret={Uri.EscapeDataString(Secret)}&scope=https%3A%2F%2Fapi.botframework.com%2F.default");
        Assert.Equal((200, "Bearer", 3600), (reply.Status, reply.Text("token_type"), reply.Json.GetProperty("expires_in").GetInt32()));
        return reply.Text("access_token");
    }

    private Task<Reply> Ask(string account, string bot, string form) => _world.Server.Send(HttpMethod.Post, $"/bots/{account}/{bot}/oauth2/v2.0/token", null,
        new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"));

    private static string Shown(Told told) => told.Headers["Authorization"]["Bearer ".Length..];
}
