using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;

namespace Conversations.Tests.Http;

public class When_a_key_or_token_is_shown
{
    [Theory]
    [InlineData(null, 401)]
    [InlineData("wrong", 401)]
    [InlineData("eyJhbGciOiJub25lIn0.e30.", 401)]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJhY2MiOiJhY21lIn0.AAAA", 401)]
    [InlineData(HttpAccounts.Admin, 403)]
    public async Task direct_line_opens_to_secrets_and_tokens_alone(string? key, int status)
    {
        await using var server = await Server.Start();
        var (id, _, _) = await server.StartConversation();
        Assert.Equal(status, (await server.Post("/v3/directline/conversations", key)).Status);
        Assert.Equal(status, (await server.Get($"/v3/directline/conversations/{id}/activities", key)).Status);
        Assert.Equal(status, (await server.Post("/v3/directline/tokens/generate", key)).Status);
    }

    [Theory]
    [InlineData(null, "acme", 401)]
    [InlineData("wrong", "acme", 401)]
    [InlineData("wrong", "nobody", 401)]
    [InlineData(HttpAccounts.Secret, "acme", 403)]
    [InlineData(HttpAccounts.OtherAdmin, "acme", 403)]
    [InlineData(HttpAccounts.OtherAdmin, "nobody", 403)]
    [InlineData(HttpAccounts.Admin, "..%2Facme", 403)]
    [InlineData(HttpAccounts.Admin, "acme", 404)]
    public async Task v1_says_nothing_about_what_the_key_does_not_open(string? key, string account, int status)
    {
        await using var server = await Server.Start();
        var unknown = await server.Get($"/v1/accounts/{account}/conversations/unknown", key);
        Assert.Equal(status, unknown.Status);
        Assert.Equal("application/problem+json", unknown.ContentType);
    }

    [Fact]
    public async Task a_token_opens_its_own_conversation_alone()
    {
        await using var server = await Server.Start();
        var (_, token, _) = await server.StartConversation();
        var (other, _, stream) = await server.StartConversation();
        foreach (var path in new[] { "", "/activities" })
        {
            Assert.Equal(403, (await server.Get($"/v3/directline/conversations/{other}{path}", token)).Status);
        }
        Assert.Equal(403, (await server.Say(other, token, "hi")).Status);
        Assert.Equal(403, (await server.Get($"/v1/accounts/acme/conversations/{other}/events", token)).Status);
        Assert.Equal(403, (await server.Get($"/v1/accounts/acme/conversations/{other}", token)).Status);
        // The token of a stream address opens streams and nothing else.
        var t = stream[(stream.IndexOf("&t=", StringComparison.Ordinal) + 3)..];
        Assert.Equal(401, (await server.Get($"/v3/directline/conversations/{other}/activities", t)).Status);
    }

    [Fact]
    public async Task a_token_that_somebody_changed_opens_nothing()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var (other, _, stream) = await server.StartConversation();
        Assert.Equal(200, (await server.Get($"/v3/directline/conversations/{id}/activities", token)).Status);
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        Assert.Contains(id, payload, StringComparison.Ordinal);
        var elsewhere = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.Replace(id, other, StringComparison.Ordinal)));
        Assert.Equal(401, (await server.Get($"/v3/directline/conversations/{id}/activities", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}")).Status);
        Assert.Equal(401, (await server.Get($"/v3/directline/conversations/{id}/activities", $"{parts[0]}.{parts[1]}.")).Status);
        Assert.Equal(401, (await server.Get($"/v3/directline/conversations/{other}/activities", $"{parts[0]}.{elsewhere}.{parts[2]}")).Status);
        await Assert.ThrowsAsync<WebSocketException>(() => server.Connect($"{stream[..(stream.LastIndexOf('.') + 1)]}{new string('A', 43)}"));
        await using var socket = await server.Connect(stream);
    }

    [Fact]
    public async Task the_secret_of_another_account_finds_nothing()
    {
        await using var server = await Server.Start();
        var (id, _, _) = await server.StartConversation();
        Assert.Equal(404, (await server.Get($"/v3/directline/conversations/{id}/activities", HttpAccounts.OtherSecret)).Status);
        Assert.Equal(404, (await server.Say(id, HttpAccounts.OtherSecret, "hi")).Status);
    }

    [Fact]
    public async Task a_token_expires_to_the_second_and_can_be_refreshed_before()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        server.Time.Advance(TimeSpan.FromSeconds(1799));
        var refreshed = await server.Post("/v3/directline/tokens/refresh", token, "");
        Assert.Equal((200, id), (refreshed.Status, refreshed.Text("conversationId")));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        var expired = await server.Get($"/v3/directline/conversations/{id}/activities", token);
        Assert.Equal((403, "TokenExpired"), (expired.Status, expired.Code));
        Assert.Equal(403, (await server.Post("/v3/directline/tokens/refresh", token, "")).Status);
        Assert.Equal(401, (await server.Get($"/v1/accounts/acme/conversations/{id}/messages", token)).Status);
        Assert.Equal(200, (await server.Get($"/v3/directline/conversations/{id}/activities", refreshed.Text("token"))).Status);
    }

    [Fact]
    public async Task tokens_survive_a_restart()
    {
        await using var first = await Server.Start();
        var (id, token, _) = await first.StartConversation();
        await first.Stop();
        await using var second = await Server.Start(first.Journal);
        Assert.Equal(200, (await second.Get($"/v3/directline/conversations/{id}/activities", token)).Status);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", 200)]
    [InlineData("http://0.0.0.0:0", 401)]
    public async Task a_key_that_stands_in_the_folder_opens_nothing_for_other_machines(string address, int status)
    {
        await using var server = await Server.Start(address: address);
        Assert.Equal(status, (await server.Get("/v1/accounts/acme/skills", HttpAccounts.InFolder)).Status);
        Assert.Equal(200, (await server.Get("/v1/accounts/acme/skills", HttpAccounts.Admin)).Status);
    }
}
