using static Conversations.Tests.Http.V1Calls;

namespace Conversations.Tests.Http;

public class When_conversations_are_opened_over_v1
{
    [Fact]
    public async Task it_opens_reads_and_closes_a_conversation()
    {
        await using var server = await Server.Start();
        var opened = await server.Post($"{Account}/conversations", HttpAccounts.Backend,
            """{"consumer":{"id":"c-1","name":"Ann","authenticated":true},"type":"chat","language":"de","sdes":{"a":[1]},"event":{"name":"e"}}""");
        Assert.Equal(201, opened.Status);
        var id = opened.Text("id");
        Assert.Equal($"{Account}/conversations/{id}", opened.Headers["Location"]);
        Assert.Equal(("OPEN", "chat", "2026-11-21T09:00:00.000Z"), (opened.Text("state"), opened.Text("type"), opened.Text("createdAt")));
        Assert.Equal("echo", opened.Json.GetProperty("bot").GetProperty("name").GetString());
        var closed = await server.Post($"{Account}/conversations/{id}/close", HttpAccounts.Agent, """{"by":"AGENT"}""");
        Assert.Equal((200, "CLOSE", "AGENT"), (closed.Status, closed.Text("state"), closed.Text("closeReason")));
        Assert.Equal(200, (await server.Post($"{Account}/conversations/{id}/close", HttpAccounts.Agent, """{"by":"AGENT"}""")).Status);
        var read = await server.Get(opened.Headers["Location"], HttpAccounts.Admin);
        Assert.Equal(closed.Body, read.Body);
    }

    [Fact]
    public async Task an_unknown_field_is_told_with_those_that_are_known()
    {
        await using var server = await Server.Start();
        var reply = await server.Post($"{Account}/conversations", HttpAccounts.Admin, """{"consumer":{"id":"c","nmae":"Ann"}}""");
        Assert.Contains("'consumer.nmae' is not known here; allowed are id, authenticated, name.", reply.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"consumer":{"id":"c"},"skillId":"nope"}""", 400, "unknown_skill")]
    [InlineData("""{"consumer":{"id":"c"},"bot":"nope"}""", 400, "invalid_field")]
    [InlineData("""{"skillId":"support"}""", 400, "missing_field")]
    [InlineData("""{"consumer":{"id":"c"},"skillId":"support"}""", 201, null)]
    public async Task a_conversation_needs_a_consumer_and_a_place_to_go(string body, int status, string? code)
    {
        await using var server = await Server.Start();
        var reply = await server.Post($"{Account}/conversations", HttpAccounts.Admin, body);
        Assert.Equal(status, reply.Status);
        Assert.True(code is null || code == reply.Code, reply.Body);
    }

    [Theory, InlineData("TIMEOUT"), InlineData("UNSPECIFIED"), InlineData("BOT")]
    public async Task a_conversation_is_closed_by_nobody_but_agent_consumer_or_system(string by)
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var refused = await server.Post($"{Account}/conversations/{id}/close", HttpAccounts.Admin, $$"""{"by":"{{by}}"}""");
        Assert.Equal((400, "by"), (refused.Status, refused.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Equal("OPEN", (await server.Get($"{Account}/conversations/{id}", HttpAccounts.Admin)).Text("state"));
    }

    [Fact]
    public async Task participants_come_and_go()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        Assert.Equal(201, (await server.Post($"{Account}/conversations/{id}/participants", HttpAccounts.Agent, """{"id":"a-1","role":"AGENT"}""")).Status);
        Assert.Equal(400, (await server.Post($"{Account}/conversations/{id}/participants", HttpAccounts.Agent, """{"id":"a-1"}""")).Status);
        var with = await server.Get($"{Account}/conversations/{id}", HttpAccounts.Agent);
        Assert.Contains("\"a-1\"", with.Body, StringComparison.Ordinal);
        Assert.Equal(204, (await server.Send(HttpMethod.Delete, $"{Account}/conversations/{id}/participants/a-1", HttpAccounts.Agent)).Status);
        Assert.DoesNotContain("\"a-1\"", (await server.Get($"{Account}/conversations/{id}", HttpAccounts.Agent)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task conversations_are_listed_newest_first()
    {
        await using var server = await Server.Start();
        List<string> ids = [];
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, await server.OpenConversation($"c-{i}"));
            server.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var first = await server.Get($"{Account}/conversations?limit=2", HttpAccounts.Admin);
        var second = await server.Get($"{Account}/conversations?limit=2&cursor={Uri.EscapeDataString(first.Text("next"))}", HttpAccounts.Admin);
        Assert.Equal(ids, IdsOf(first).Concat(IdsOf(second)));
        Assert.Equal([ids[2]], IdsOf(await server.Get($"{Account}/conversations?consumerId=c-0&state=OPEN", HttpAccounts.Admin)));
        foreach (var query in new[] { "state=SHUT", "limit=0", "limit=201", "cursor=garbage", "colour=red" })
        {
            var refused = await server.Get($"{Account}/conversations?{query}", HttpAccounts.Admin);
            Assert.Equal((400, "invalid_field", query.Split('=')[0]), (refused.Status, refused.Code, refused.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        }
    }

    [Theory]
    [InlineData("GET", "conversations/unknown"), InlineData("GET", "conversations/unknown/messages"), InlineData("GET", "conversations/unknown/events")]
    [InlineData("GET", "conversations/a%2Fb"), InlineData("GET", "conversations/%2e%2e%2f")]
    public async Task an_unknown_conversation_is_a_404(string method, string path)
    {
        await using var server = await Server.Start();
        var reply = await server.Send(new HttpMethod(method), $"{Account}/{path}", HttpAccounts.Admin);
        Assert.Equal((404, "unknown_conversation"), (reply.Status, reply.Code));
    }

    private static IEnumerable<string> IdsOf(Reply reply) =>
        reply.Json.GetProperty("conversations").EnumerateArray().Select(c => c.GetProperty("id").GetString()!);
}
