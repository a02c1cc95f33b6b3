using System.Text.Json;
using Conversations.Effects;
using Conversations.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Http;

public sealed class When_webhooks_are_used : IAsyncLifetime
{
    private const string Webhooks = "/v1/accounts/acme/webhooks";

    private readonly Outside _outside = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Server.Start(services => services.AddSingleton<IOutgoingHttp>(_outside));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task one_that_is_made_shows_its_secret_once()
    {
        var made = await Make();
        Assert.StartsWith("whsec_", made.Text("secret"), StringComparison.Ordinal);
        Assert.Equal($"{Webhooks}/{made.Text("id")}", made.Headers["Location"]);
        var list = await _server.Get(Webhooks, HttpAccounts.Backend);
        Assert.Equal(made.Text("id"), list.Json.GetProperty("webhooks").EnumerateArray().Single().GetProperty("id").GetString());
        Assert.DoesNotContain("whsec_", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", (await _server.Get($"{Webhooks}/{made.Text("id")}", HttpAccounts.Admin)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"events":["*"]}""", "url")]
    [InlineData("""{"url":"{$server}/x"}""", "events")]
    [InlineData("""{"url":"{$server}/x","events":["messagePublishd"]}""", "events")]
    [InlineData("""{"url":"http://elsewhere.test/x","events":["*"]}""", "url")]
    [InlineData("""{"url":"ftp://elsewhere.test/x","events":["*"]}""", "url")]
    [InlineData("""{"url":"{$server}/x","events":["*"],"secret":"short"}""", "secret")]
    [InlineData("""{"url":"{$server}/x","events":["*"],"audience":"agents"}""", "audience")]
    public async Task a_wrong_one_is_refused_with_the_field(string body, string field)
    {
        var refused = await _server.Post(Webhooks, HttpAccounts.Admin, body);
        Assert.Equal(400, refused.Status);
        Assert.Contains($"'{field}'", refused.Body, StringComparison.Ordinal);
        Assert.Empty((await _server.Get(Webhooks, HttpAccounts.Admin)).Json.GetProperty("webhooks").EnumerateArray());
    }

    [Theory, InlineData(HttpAccounts.Agent, 403), InlineData(HttpAccounts.OtherAdmin, 403), InlineData(HttpAccounts.Secret, 403), InlineData(null, 401)]
    public async Task they_are_for_programs_of_the_account(string? key, int status) => Assert.Equal(status, (await _server.Get(Webhooks, key)).Status);

    [Fact]
    public async Task more_than_twenty_are_refused()
    {
        for (var i = 0; i < 20; i++) await Make();
        var refused = await _server.Post(Webhooks, HttpAccounts.Admin, """{"url":"{$server}/x","events":["*"]}""");
        Assert.Equal((409, "too_many_webhooks"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task one_is_told_of_what_is_said_with_a_signature()
    {
        var made = await Make();
        var id = await Talk();
        var request = await _outside.Next(r => r.Body!.Contains("\"hi\"", StringComparison.Ordinal));
        var body = JsonDocument.Parse(request.Body!).RootElement;
        Assert.Equal(("acme", id), (body.GetProperty("account").GetString(), body.GetProperty("conversation").GetString()));
        Assert.Equal(request.Headers[WebhookSignature.DeliveryHeader], body.GetProperty("deliveryId").GetString());
        var timestamp = request.Headers[WebhookSignature.TimestampHeader];
        Assert.Equal(WebhookSignature.Of(made.Text("secret"), long.Parse(timestamp), request.Body!), request.Headers[WebhookSignature.Header]);
        var event1 = body.GetProperty("events")[0];
        Assert.Equal("messagePublished.v1", event1.GetProperty("kind").GetString());
        Assert.Matches("^....-..-..T..:..:..[.]...Z$", event1.GetProperty("at").GetString()!);
        Assert.True(event1.GetProperty("version").GetInt64() > 0);
    }

    [Fact]
    public async Task one_that_is_gone_is_switched_off_and_can_be_told_later()
    {
        var made = await Make();
        _outside.Status = 410;
        await Talk();
        await _outside.Next(_ => true);
        var off = await Until(made, w => !w.GetProperty("enabled").GetBoolean() && w.GetProperty("deadLetters").GetInt32() == 1);
        Assert.Equal(1, off.GetProperty("dead").GetInt64());
        var refused = await Resend(made);
        Assert.Equal((409, "webhook_disabled"), (refused.Status, refused.Code));
        _outside.Status = 200;
        var on = await _server.Send(HttpMethod.Patch, $"{Webhooks}/{made.Text("id")}", HttpAccounts.Admin, """{"enabled":true}""");
        Assert.True(on.Json.GetProperty("enabled").GetBoolean());
        Assert.Equal("""{"delivered":1,"left":0,"error":null}""", (await Resend(made)).Body);
    }

    [Fact]
    public async Task what_is_never_taken_is_dead_after_ten_tries_and_can_be_sent_again()
    {
        var made = await Make();
        _outside.Status = 500;
        var id = await Talk();
        var dead = await _server.Advance(Task.Run(() => Until(made, w => w.GetProperty("deadLetters").GetInt32() > 0)), TimeSpan.FromSeconds(2), enough: 4_000);
        Assert.Equal(10, dead.GetProperty("failedTries").GetInt64() / dead.GetProperty("dead").GetInt64());
        var letters = (await _server.Get($"{Webhooks}/{made.Text("id")}/dead-letters", HttpAccounts.Admin)).Json.GetProperty("deadLetters");
        var letter = letters[0];
        Assert.Equal((id, "It answered 500."), (letter.GetProperty("conversation").GetString(), letter.GetProperty("error").GetString()));
        var still = (await Resend(made)).Json;
        Assert.Equal((0, "It answered 500."), (still.GetProperty("delivered").GetInt32(), still.GetProperty("error").GetString()));
        _outside.Status = 204;
        _outside.Forget();
        var resent = await _server.Post($"{Webhooks}/{made.Text("id")}/dead-letters/{letter.GetProperty("number").GetInt64()}/resend", HttpAccounts.Admin);
        Assert.Equal(1, resent.Json.GetProperty("delivered").GetInt32());
        var again = await _outside.Next(r => r.Headers[WebhookSignature.DeliveryHeader] == letter.GetProperty("deliveryId").GetString());
        Assert.Contains(id, again.Body, StringComparison.Ordinal);
        var unknown = await _server.Post($"{Webhooks}/{made.Text("id")}/dead-letters/99/resend", HttpAccounts.Admin);
        Assert.Equal((404, "unknown_dead_letter"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task a_request_holds_no_more_than_it_may()
    {
        await Make();
        var held = _outside.Hold();
        var id = await Talk();
        await _outside.Next(_ => true);
        var conversation = _server.Grains.GetGrain<IConversationGrain>($"acme/{id}");
        for (var i = 0; i < 150; i++) await conversation.Publish(Line("short"));
        for (var i = 0; i < 60; i++) await conversation.Publish(Line(new string('x', 8_000)));
        held.SetResult();
        var last = (await conversation.ReadMessages(0, 1)).LastSeq;
        await _outside.Next(r => r.Body!.Contains($"\"seq\":{last},", StringComparison.Ordinal));
        var bodies = _outside.Got.Select(r => JsonDocument.Parse(r.Body!).RootElement.GetProperty("events")).ToList();
        Assert.All(bodies, b => Assert.InRange(b.GetArrayLength(), 1, 100));
        Assert.Contains(bodies, b => b.GetArrayLength() == 100);
        Assert.All(_outside.Got, r => Assert.InRange(r.Body!.Length, 1, (256 * 1024) + 500));
        Assert.Contains(_outside.Got, r => r.Body!.Length > 240_000);
        var told = bodies.SelectMany(b => b.EnumerateArray()).Select(e => e.GetProperty("message").GetProperty("seq").GetInt64());
        Assert.Equal(Enumerable.Range(1, (int)last).Select(i => (long)i), told);
    }

    private static PublishMessage Line(string text) => new() { From = new Participant { Id = "max", Role = Role.Manager }, Text = text };

    [Fact]
    public async Task one_that_is_deleted_is_told_nothing_more()
    {
        var made = await Make();
        Assert.Equal(204, (await _server.Send(HttpMethod.Delete, $"{Webhooks}/{made.Text("id")}", HttpAccounts.Admin, (string?)null)).Status);
        Assert.Equal("unknown_webhook", (await _server.Get($"{Webhooks}/{made.Text("id")}", HttpAccounts.Admin)).Code);
        await Make("other");
        await Talk();
        await _outside.Next(r => r.Url.EndsWith("/other", StringComparison.Ordinal));
        Assert.DoesNotContain(_outside.Got, r => r.Url.EndsWith("/hook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task they_are_described()
    {
        var api = (await _server.Get("/openapi/v1.json", null)).Json.GetProperty("paths");
        foreach (var path in new[] { "", "/{webhook}", "/{webhook}/dead-letters", "/{webhook}/dead-letters/resend", "/{webhook}/dead-letters/{number}/resend" })
        {
            Assert.True(api.TryGetProperty($"/v1/accounts/{{account}}/webhooks{path}", out _), path);
        }
    }

    private async Task<Reply> Make(string path = "hook")
    {
        var made = await _server.Post(Webhooks, HttpAccounts.Admin, $$"""{"url":"{$server}/{{path}}","events":["messagePublished"]}""");
        Assert.Equal(201, made.Status);
        return made;
    }

    private async Task<string> Talk()
    {
        var (id, token, _) = await _server.StartConversation();
        Assert.Equal(200, (await _server.Say(id, token, "hi")).Status);
        return id;
    }

    private Task<Reply> Resend(Reply made) => _server.Post($"{Webhooks}/{made.Text("id")}/dead-letters/resend", HttpAccounts.Admin);

    private async Task<JsonElement> Until(Reply made, Func<JsonElement, bool> condition)
    {
        for (var tries = 0; ; tries++)
        {
            var now = (await _server.Get($"{Webhooks}/{made.Text("id")}", HttpAccounts.Admin)).Json;
            if (condition(now)) return now;
            Assert.True(tries < 1_000, now.ToString());
            await Task.Delay(20);
        }
    }
}
