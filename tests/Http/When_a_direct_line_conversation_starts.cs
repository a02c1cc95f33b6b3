using System.Text.Json;

namespace Conversations.Tests.Http;

public class When_a_direct_line_conversation_starts
{
    private const string Conversations = "/v3/directline/conversations";

    [Fact]
    public async Task the_answer_has_all_that_clients_need()
    {
        await using var server = await Server.Start();
        var reply = await server.Post(Conversations, HttpAccounts.Secret, """{"user":{"id":"u-1"},"locale":"de-DE"}""");
        Assert.Equal(201, reply.Status);
        Assert.Equal(1800, reply.Json.GetProperty("expires_in").GetInt32());
        var id = reply.Text("conversationId");
        Assert.StartsWith($"ws://127.0.0.1:{server.Address.Port}/v3/directline/conversations/{id}/stream?watermark=-&t=", reply.Text("streamUrl"), StringComparison.Ordinal);
        Assert.NotEmpty(reply.Text("referenceGrammarId"));
        var view = await server.Get($"/v1/accounts/acme/conversations/{id}", HttpAccounts.Admin);
        Assert.Equal("u-1", view.Json.GetProperty("consumer").GetProperty("id").GetString());
        Assert.Equal("de-DE", view.Text("language"));
    }

    [Fact]
    public async Task the_token_names_the_user_for_web_chat_to_read()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation("dl_u-7");
        var payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var claims = JsonDocument.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))).RootElement;
        Assert.Equal("dl_u-7", claims.GetProperty("user").GetString());
        Assert.Equal(id, claims.GetProperty("conv").GetString());
        Assert.Equal(1800, claims.GetProperty("exp").GetInt64() - claims.GetProperty("nbf").GetInt64());
    }

    [Fact]
    public async Task a_generated_token_starts_its_conversation_once()
    {
        await using var server = await Server.Start();
        var generated = await server.Post("/v3/directline/tokens/generate", HttpAccounts.Secret, """{"user":{"id":"u-1","name":"Ann"},"trustedOrigins":["https://a"]}""");
        Assert.Equal(200, generated.Status);
        var unopened = await server.Get($"{Conversations}/{generated.Text("conversationId")}/activities", generated.Text("token"));
        Assert.Equal(404, unopened.Status);
        var first = await server.Post(Conversations, generated.Text("token"), """{"user":{}}""");
        var second = await server.Post(Conversations, generated.Text("token"), """{"user":{"id":"somebody-else"}}""");
        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Equal(generated.Text("conversationId"), first.Text("conversationId"));
        Assert.Equal(generated.Text("conversationId"), second.Text("conversationId"));
        var view = await server.Get($"/v1/accounts/acme/conversations/{first.Text("conversationId")}", HttpAccounts.Admin);
        Assert.Equal("u-1", view.Json.GetProperty("consumer").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("?bot=second", "{}")]
    [InlineData("", """{"channelData":{"bot":"second"}}""")]
    public async Task the_caller_may_choose_the_bot(string query, string body)
    {
        await using var server = await Server.Start();
        var started = await server.Post(Conversations + query, HttpAccounts.Secret, body);
        await server.Say(started.Text("conversationId"), started.Text("token"), "hi");
        var read = await server.Get($"{Conversations}/{started.Text("conversationId")}/activities", started.Text("token"));
        Assert.Equal("second: hello", read.Activities[1].GetProperty("text").GetString());
        Assert.Equal("second", read.Activities[1].GetProperty("from").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("?bot=nobody", "{}", 400)]
    [InlineData("", "{", 400)]
    [InlineData("", "[]", 400)]
    public async Task what_makes_no_sense_is_refused(string query, string body, int status)
    {
        await using var server = await Server.Start();
        var reply = await server.Post(Conversations + query, HttpAccounts.Secret, body);
        Assert.Equal((status, "BadArgument"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task a_journal_short_of_breath_makes_the_client_wait_and_not_fail()
    {
        await using var server = await Server.Start();
        var failures = 3;
        server.Journal.BeforeAppend = _ =>
        {
            if (failures-- > 0)
            {
                throw new JournalOverloadedException();
            }
        };
        var reply = await server.Advance(server.Post(Conversations, HttpAccounts.Secret), TimeSpan.FromMilliseconds(250));
        Assert.Equal(201, reply.Status);
    }

    [Fact]
    public async Task reconnecting_gives_a_token_and_a_stream_from_the_watermark()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "hi");
        var with = await server.Get($"{Conversations}/{id}?watermark=2", token);
        var without = await server.Get($"{Conversations}/{id}", token);
        Assert.Equal((200, 200), (with.Status, without.Status));
        Assert.NotEmpty(with.Text("token"));
        Assert.Contains("watermark=2&", with.Text("streamUrl"), StringComparison.Ordinal);
        Assert.Contains("watermark=5&", without.Text("streamUrl"), StringComparison.Ordinal);
        Assert.Equal(404, (await server.Get($"{Conversations}/unknown", HttpAccounts.Secret)).Status);
    }
}
