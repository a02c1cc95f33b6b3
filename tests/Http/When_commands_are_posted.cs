using System.Text;

namespace Conversations.Tests.Http;

/// <summary>Commands in the spelling of functions. Source: SEED2.</summary>
public class When_commands_are_posted
{
    private const string Account = "/v1/accounts/acme";

    [Fact]
    public async Task a_message_and_a_close_come_in_this_order_whatever_theirs()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var reply = await Post(server, id, """[{"type":"closeConversation"},{"type":"systemMessage","text":"Goodbye."},{"type":"systemMessage","text":"ignored"}]""");
        Assert.Equal((200, "CLOSE", "SYSTEM"), (reply.Status, reply.Text("state"), reply.Text("closeReason")));
        var messages = await server.Get($"{Account}/conversations/{id}/messages", HttpAccounts.Admin);
        var said = Assert.Single(messages.Json.GetProperty("messages").EnumerateArray());
        Assert.Equal(("Goodbye.", "SYSTEM", true), (said.GetProperty("text").GetString(), said.GetProperty("from").GetProperty("role").GetString(), said.GetProperty("automatic").GetBoolean()));
    }

    [Theory]
    [InlineData("""{"type":"transfer","skillId":"support"}""")]
    [InlineData(""" [{"type":"transfer","skillId":"support","agentId":null}]""")]
    public async Task one_may_come_without_a_list(string body)
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var reply = await Post(server, id, body);
        Assert.Equal((200, "support"), (reply.Status, reply.Text("skillId")));
    }

    [Fact]
    public async Task a_transfer_to_an_agent_is_a_proposal()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        await When_agents_serve_over_v1.Presence(server, "anna", "OCCUPIED");
        var reply = await Post(server, id, """{"type":"transfer","agentId":"anna"}""", HttpAccounts.Agent);
        Assert.Equal("anna", reply.Text("proposedAgentId"));
        Assert.Contains(reply.Json.GetProperty("participants").EnumerateArray(), p => p.GetProperty("id").GetString() == "anna" && p.GetProperty("state").GetString() == "SUGGESTED");
        var accepted = await server.Post($"{Account}/conversations/{id}/accept", HttpAccounts.Agent, """{"agentId":"anna"}""");
        Assert.Equal((200, "anna"), (accepted.Status, accepted.Text("assignedAgentId")));
    }

    [Fact]
    public async Task an_agent_who_is_away_is_passed_over()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        await Post(server, id, """{"type":"transfer","skillId":"support","agentId":"bob"}""");
        var view = await When_agents_serve_over_v1.Until(server, id, c => c.GetProperty("proposedAgentId").GetString() is null);
        Assert.Equal(("support", "2026-11-21T09:00:00.000Z"), (view.GetProperty("skillId").GetString(), view.GetProperty("queuedSince").GetString()));
    }

    [Fact]
    public async Task an_empty_list_does_nothing()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var before = (await server.Get($"{Account}/conversations/{id}", HttpAccounts.Admin)).Body;
        var reply = await Post(server, id, "[]");
        Assert.Equal((200, before), (reply.Status, reply.Body));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task the_same_id_again_changes_nothing(bool asHeader)
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        for (var i = 0; i < 3; i++)
        {
            using var content = new StringContent("""{"type":"systemMessage","text":"Once."}""", Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Account}/conversations/{id}/commands{(asHeader ? "" : "?commandId=k-1")}") { Content = content };
            request.Headers.Authorization = new("Bearer", HttpAccounts.Backend);
            if (asHeader) request.Headers.Add("Idempotency-Key", "k-1");
            Assert.Equal(200, (int)(await server.Http.SendAsync(request)).StatusCode);
        }
        Assert.Single((await server.Get($"{Account}/conversations/{id}/messages", HttpAccounts.Admin)).Json.GetProperty("messages").EnumerateArray());
    }

    [Theory]
    [InlineData("""[{"type":"transfer","skillId":"support"},{"type":"jump"}]""", "invalid_field", "[1].type")]
    [InlineData("""[{"text":"x"}]""", "missing_field", "[0].type")]
    [InlineData("""{"type":"systemMessage","text":5}""", "invalid_field", "[0].text")]
    [InlineData("""{"type":"systemMessage"}""", "missing_field", "[0].text")]
    [InlineData("""{"type":"transfer"}""", "missing_field", "[0].skillId")]
    [InlineData("""{"type":"transfer","skillId":true}""", "invalid_field", "[0].skillId")]
    [InlineData("""{"type":"transfer","skill":"support"}""", "invalid_field", "[0].skill")]
    [InlineData("""[null]""", "missing_field", "[0].type")]
    [InlineData("""["transfer"]""", "invalid_field", "[0]")]
    [InlineData("\"transfer\"", "invalid_field", "")]
    [InlineData("{", "invalid_field", "")]
    [InlineData("", "invalid_field", "")]
    public async Task a_wrong_one_is_told_by_its_place(string body, string code, string field)
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var reply = await Post(server, id, body);
        Assert.Equal((400, code, field), (reply.Status, reply.Code, reply.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Equal(1, (await server.Get($"{Account}/conversations/{id}", HttpAccounts.Admin)).Json.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("""{"type":"transfer","skillId":"nope"}""", 400, "unknown_skill")]
    [InlineData("""{"type":"transfer","skillId":4711}""", 400, "unknown_skill")]
    [InlineData("""{"type":"transfer","agentId":"nobody"}""", 400, "unknown_agent")]
    public async Task ids_may_be_numbers_and_must_be_known(string body, int status, string code)
    {
        await using var server = await Server.Start();
        var reply = await Post(server, await Open(server), body);
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task an_agents_key_can_not_speak_as_the_service()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var reply = await Post(server, id, """{"type":"systemMessage","text":"I am the service."}""", HttpAccounts.Agent);
        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task a_closed_conversation_takes_none()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        await Post(server, id, """{"type":"closeConversation"}""");
        var reply = await Post(server, id, """{"type":"systemMessage","text":"Still there?"}""");
        Assert.Equal((409, "conversation_closed"), (reply.Status, reply.Code));
    }

    private static async Task<string> Open(Server server) =>
        (await server.Post($"{Account}/conversations", HttpAccounts.Admin, """{"consumer":{"id":"c-1"}}""")).Text("id");

    private static Task<Reply> Post(Server server, string id, string body, string key = HttpAccounts.Backend) =>
        server.Post($"{Account}/conversations/{id}/commands", key, body);
}
