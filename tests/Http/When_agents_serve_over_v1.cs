using System.Text.Json;

namespace Conversations.Tests.Http;

public class When_agents_serve_over_v1
{
    private const string Account = "/v1/accounts/acme";

    [Fact]
    public async Task an_agent_who_comes_online_gets_who_waits()
    {
        await using var server = await Server.Start();
        var id = await Wait(server);
        var queue = await server.Get($"{Account}/queues/support", HttpAccounts.Agent);
        Assert.Equal((200, 1, id), (queue.Status, queue.Json.GetProperty("length").GetInt32(), queue.Json.GetProperty("conversations")[0].GetProperty("id").GetString()));
        Assert.Equal("2026-11-21T10:00:00.000Z", queue.Json.GetProperty("conversations")[0].GetProperty("effectiveTTR").GetString());
        var online = await Presence(server, "anna", "ONLINE");
        Assert.Equal((200, "ONLINE", "Anna", 2), (online.Status, online.Text("state"), online.Text("nickname"), online.Json.GetProperty("capacity").GetInt32()));
        var assigned = await Until(server, id, c => c.GetProperty("assignedAgentId").GetString() == "anna");
        Assert.Equal(JsonValueKind.Null, assigned.GetProperty("queuedSince").ValueKind);
        Assert.Contains(assigned.GetProperty("participants").EnumerateArray(),
            p => (p.GetProperty("id").GetString(), p.GetProperty("role").GetString(), p.GetProperty("state").GetString()) == ("anna", "ASSIGNED_AGENT", "ACTIVE"));
        var listed = await server.Get($"{Account}/conversations?agentId=anna", HttpAccounts.Agent);
        Assert.Equal(id, listed.Json.GetProperty("conversations")[0].GetProperty("id").GetString());
        var agent = await server.Get($"{Account}/agents/anna", HttpAccounts.Agent);
        Assert.Equal([id], agent.Json.GetProperty("conversations").EnumerateArray().Select(c => c.GetString()!));
    }

    [Fact]
    public async Task a_conversation_says_how_it_is_served()
    {
        await using var server = await Server.Start();
        var opened = await server.Post($"{Account}/conversations", HttpAccounts.Backend,
            """{"consumer":{"id":"c-1"},"skillId":"support","context":{"campaignId":1,"engagementId":2,"sessionId":3,"visitorId":4,"clientFeatures":["AUTO_MESSAGES"]}}""");
        Assert.Equal(201, opened.Status);
        Assert.Equal(("NORMAL", 3600), (opened.Json.GetProperty("ttr").GetProperty("ttrType").GetString(), opened.Json.GetProperty("ttr").GetProperty("value").GetInt32()));
        Assert.Equal(("2026-11-21T10:00:00.000Z", "2026-11-21T09:00:00.000Z"), (opened.Text("effectiveTTR"), opened.Text("queuedSince")));
        Assert.Equal((true, JsonValueKind.Null), (opened.Json.GetProperty("firstConversation").GetBoolean(), opened.Json.GetProperty("proposedAgentId").ValueKind));
        var second = await server.Post($"{Account}/conversations", HttpAccounts.Backend, """{"consumer":{"id":"c-1"},"skillId":"support"}""");
        Assert.False(second.Json.GetProperty("firstConversation").GetBoolean());
        var events = await server.Grains.GetGrain<IConversationGrain>($"acme/{opened.Text("id")}").ReadEvents(0, 1);
        var context = Assert.IsType<ConversationOpened>(events.Events[0]).Context!;
        Assert.Equal((1L, 2L, 3L, 4L, "127.0.0.1"), (context.CampaignId, context.EngagementId, context.SessionId, context.VisitorId, context.ClientIpAddress));
        Assert.Equal(["AUTO_MESSAGES"], context.ClientFeatures);
    }

    [Fact]
    public async Task an_agent_accepts_by_hand_and_gives_back()
    {
        await using var server = await Server.Start();
        var id = await Wait(server, "sales");
        await Presence(server, "anna", "OCCUPIED");
        var accepted = await server.Post($"{Account}/conversations/{id}/accept", HttpAccounts.Agent, """{"agentId":"anna"}""");
        Assert.Equal((200, "anna"), (accepted.Status, accepted.Text("assignedAgentId")));
        Assert.Equal(200, (await server.Post($"{Account}/conversations/{id}/accept", HttpAccounts.Agent, """{"agentId":"anna"}""")).Status);
        var back = await server.Post($"{Account}/conversations/{id}/return-to-queue", HttpAccounts.Agent);
        Assert.Equal((200, JsonValueKind.Null), (back.Status, back.Json.GetProperty("assignedAgentId").ValueKind));
        Assert.Equal("not_waiting", (await server.Post($"{Account}/conversations/{id}/return-to-queue", HttpAccounts.Agent)).Code);
    }

    [Theory]
    [InlineData("AWAY", "anna", "sales", 409, "agent_unavailable")]
    [InlineData("ONLINE", "bob", "sales", 400, "invalid_field")]
    [InlineData("ONLINE", "carl", "sales", 400, "unknown_agent")]
    [InlineData("ONLINE", "", "sales", 400, "missing_field")]
    public async Task an_accept_that_can_not_be_is_refused(string presence, string agent, string skill, int status, string code)
    {
        await using var server = await Server.Start();
        var id = await Wait(server, skill);
        await Presence(server, agent, presence);
        var reply = await server.Post($"{Account}/conversations/{id}/accept", HttpAccounts.Agent, $$"""{"agentId":"{{agent}}"}""");
        Assert.Equal((status, code), (reply.Status, reply.Code));
        var agents = await server.Get($"{Account}/agents", HttpAccounts.Admin);
        Assert.All(agents.Json.GetProperty("agents").EnumerateArray(), a => Assert.Equal(0, a.GetProperty("conversations").GetArrayLength()));
    }

    [Fact]
    public async Task another_agent_can_not_take_what_somebody_has()
    {
        await using var server = await Server.Start();
        var id = await Wait(server);
        await Presence(server, "anna", "OCCUPIED");
        await Presence(server, "bob", "OCCUPIED");
        await server.Post($"{Account}/conversations/{id}/accept", HttpAccounts.Agent, """{"agentId":"anna"}""");
        var reply = await server.Post($"{Account}/conversations/{id}/accept", HttpAccounts.Agent, """{"agentId":"bob"}""");
        Assert.Equal((409, "already_assigned"), (reply.Status, reply.Code));
        Assert.Equal(0, (await server.Get($"{Account}/agents/bob", HttpAccounts.Agent)).Json.GetProperty("conversations").GetArrayLength());
    }

    [Fact]
    public async Task the_response_time_is_changed()
    {
        await using var server = await Server.Start();
        var id = await Wait(server);
        var urgent = await server.Send(HttpMethod.Put, $"{Account}/conversations/{id}/ttr", HttpAccounts.Agent, """{"ttrType":"URGENT"}""");
        Assert.Equal((200, "URGENT", 300, "2026-11-21T09:05:00.000Z"), (urgent.Status, urgent.Json.GetProperty("ttr").GetProperty("ttrType").GetString(),
            urgent.Json.GetProperty("ttr").GetProperty("value").GetInt32(), urgent.Text("effectiveTTR")));
        var custom = await server.Send(HttpMethod.Put, $"{Account}/conversations/{id}/ttr", HttpAccounts.Agent, """{"ttrType":"CUSTOM","value":60}""");
        Assert.Equal("2026-11-21T09:01:00.000Z", custom.Text("effectiveTTR"));
        Assert.Equal("missing_field", (await server.Send(HttpMethod.Put, $"{Account}/conversations/{id}/ttr", HttpAccounts.Agent, "{}")).Code);
        Assert.Equal(400, (await server.Send(HttpMethod.Put, $"{Account}/conversations/{id}/ttr", HttpAccounts.Agent, """{"ttrType":"CUSTOM"}""")).Status);
    }

    [Fact]
    public async Task a_program_signs_a_consumer_in_and_an_agent_may_not()
    {
        await using var server = await Server.Start();
        var id = await Wait(server);
        var path = $"{Account}/conversations/{id}/step-up";
        Assert.Equal((403, "forbidden"), ((await server.Post(path, HttpAccounts.Agent, """{"consumer":{"id":"ann@example.org"}}""")) is var no ? no.Status : 0, no.Code));
        var stepped = await server.Post(path, HttpAccounts.Backend, """{"consumer":{"id":"ann@example.org","name":"Ann"}}""");
        var consumer = stepped.Json.GetProperty("consumer");
        Assert.Equal((200, "ann@example.org", true), (stepped.Status, consumer.GetProperty("id").GetString(), consumer.GetProperty("authenticated").GetBoolean()));
        Assert.Equal("missing_field", (await server.Post(path, HttpAccounts.Backend, """{"consumer":{}}""")).Code);
    }

    [Fact]
    public async Task skills_say_who_serves_them_and_whether_they_are_on_shift()
    {
        await using var server = await Server.Start();
        var skills = (await server.Get($"{Account}/skills", HttpAccounts.Agent)).Json.GetProperty("skills").EnumerateArray().ToArray();
        Assert.Equal(["robots", "sales", "support"], skills.Select(s => s.GetProperty("id").GetString()!));
        Assert.Equal("echo", skills[0].GetProperty("bot").GetString());
        // It is Saturday.
        Assert.Equal(("Sales", false, "2026-11-23T09:00:00.000Z"), (skills[1].GetProperty("name").GetString(), skills[1].GetProperty("inWorkingHours").GetBoolean(), skills[1].GetProperty("nextShift").GetString()));
        Assert.Equal(("support", true, true), (skills[2].GetProperty("name").GetString(), skills[2].GetProperty("inWorkingHours").GetBoolean(), skills[2].GetProperty("assignsAutomatically").GetBoolean()));
    }

    [Theory]
    [InlineData("agents/carl", "unknown_agent")]
    [InlineData("queues/nope", "unknown_skill")]
    public async Task an_address_that_names_nobody_is_not_found(string path, string code)
    {
        await using var server = await Server.Start();
        var reply = await server.Get($"{Account}/{path}", HttpAccounts.Admin);
        Assert.Equal((404, code, 404), (reply.Status, reply.Code, reply.Json.GetProperty("status").GetInt32()));
        Assert.Equal(403, (await server.Get($"{Account}/{path}", HttpAccounts.OtherAdmin)).Status);
        Assert.Equal(401, (await server.Get($"{Account}/{path}", null)).Status);
    }

    [Theory, InlineData("{}", "missing_field"), InlineData("""{"state":"BUSY"}""", "invalid_field")]
    public async Task a_presence_is_one_of_three(string body, string code)
    {
        await using var server = await Server.Start();
        var reply = await server.Send(HttpMethod.Put, $"{Account}/agents/anna/presence", HttpAccounts.Agent, body);
        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Equal("state", reply.Json.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    internal static async Task<string> Wait(Server server, string skill = "support")
    {
        var opened = await server.Post($"{Account}/conversations", HttpAccounts.Backend, $$$"""{"consumer":{"id":"c-1"},"skillId":"{{{skill}}}"}""");
        var queued = server.Until(async () => (await server.Get($"{Account}/queues/{skill}", HttpAccounts.Admin)).Json, q => q.GetProperty("length").GetInt32() > 0);
        await queued;
        return opened.Text("id");
    }

    internal static Task<Reply> Presence(Server server, string agent, string state) =>
        server.Send(HttpMethod.Put, $"{Account}/agents/{agent}/presence", HttpAccounts.Agent, $$"""{"state":"{{state}}"}""");

    internal static Task<JsonElement> Until(Server server, string conversation, Predicate<JsonElement> holds) =>
        server.Until(async () => (await server.Get($"{Account}/conversations/{conversation}", HttpAccounts.Admin)).Json, holds);
}
