using static Conversations.Tests.Http.V1Calls;

namespace Conversations.Tests.Http;

public class When_messages_are_published_over_v1
{
    [Fact]
    public async Task a_message_answers_201_then_200_and_202_while_the_bot_is_busy()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var first = await server.Publish(id, "slow", "k1");
        var again = await server.Publish(id, "slow", "k1");
        var ignored = await server.Publish(id, "hello?", "k2");
        Assert.Equal([201, 200, 202], new[] { first.Status, again.Status, ignored.Status });
        Assert.Equal("""{"seq":1}""", first.Body);
        Assert.Equal("""{"seq":1}""", again.Body);
        Assert.Equal("""{"seq":2,"ignored":true}""", ignored.Body);
    }

    [Fact]
    public async Task racing_repeats_are_one_message()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.Publish(id, "hi", "same")));
        Assert.Single(replies, r => r.Status is 201);
        Assert.Equal(9, replies.Count(r => r.Status is 200));
        Assert.Equal(2, (await server.Messages(id)).Length);
    }

    [Fact]
    public async Task json_comes_back_as_it_went_in()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin,
            """{"from":{"id":"a-1","role":"AGENT"},"structuredContent":{"type":"card","n":1.50},"metadata":[{"k":"v"}],"encodedMetadata":"e30=","audience":"AGENTS_AND_MANAGERS"}""");
        var message = Assert.Single(await server.Messages(id));
        Assert.Equal("""{"type":"card","n":1.50}""", message.GetProperty("structuredContent").GetRawText());
        Assert.Equal("""[{"k":"v"}]""", message.GetProperty("metadata").GetRawText());
        Assert.Equal("AGENTS_AND_MANAGERS", message.GetProperty("audience").GetString());
        Assert.Equal(1, message.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task messages_are_paged()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        await server.Publish(id, "hi", null);
        await server.Publish(id, "hi", null);
        var first = await server.Get($"{Account}/conversations/{id}/messages?limit=3", HttpAccounts.Admin);
        Assert.Equal("3", first.Text("next"));
        var rest = await server.Get($"{Account}/conversations/{id}/messages?after=3", HttpAccounts.Admin);
        Assert.Equal(4, Assert.Single(rest.Json.GetProperty("messages").EnumerateArray()).GetProperty("seq").GetInt64());
        Assert.False(rest.Json.TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData("{}", "missing_field", "from.id")]
    [InlineData("""{"from":{"id":" ","role":"AGENT"},"text":"x"}""", "missing_field", "from.id")]
    [InlineData("""{"from":{"id":"a"},"text":"x"}""", "missing_field", "from.role")]
    [InlineData("""{"from":{"id":"a","role":"AGENT"}}""", "missing_field", "text")]
    [InlineData("""{"from":{"id":"a","role":"ROBOT"},"text":"x"}""", "invalid_field", "from.role")]
    [InlineData("""{"from":{"id":"a","role":"AGENT"},"text":5}""", "invalid_field", "text")]
    [InlineData("""{"from":{"id":"a","role":"AGENT"},"text":"x","txt":"y"}""", "invalid_field", "txt")]
    [InlineData("""{"from":{"id":"a","role":"AGENT","x":1},"text":"x"}""", "invalid_field", "from.x")]
    [InlineData("""{"from":{"id":"a","role":"AGENT"},"text":"x","encodedMetadata":"?"}""", "invalid_field", "encodedMetadata")]
    [InlineData("""{"from":"a"}""", "invalid_field", "from")]
    [InlineData("{", "invalid_field", "")]
    [InlineData("", "invalid_field", "")]
    [InlineData("null", "invalid_field", "")]
    [InlineData("[]", "invalid_field", "")]
    public async Task a_wrong_body_is_told_field_by_field(string body, string code, string field)
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var reply = await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin, body);
        Assert.Equal((400, code, "application/problem+json"), (reply.Status, reply.Code, reply.ContentType));
        Assert.Equal(field, reply.Json.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal(400, reply.Json.GetProperty("status").GetInt32());
        Assert.Empty(await server.Messages(id));
    }

    [Theory, InlineData(8_000, 201), InlineData(8_001, 413), InlineData(1_000_000, 413)]
    public async Task a_text_has_its_limit(int length, int status)
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var reply = await server.Publish(id, new string('x', length), null);
        Assert.Equal(status, reply.Status);
        Assert.True(status is 201 || reply.Code is "payload_too_large");
    }

    [Theory]
    [InlineData("CONSUMER", 201), InlineData("AGENT", 201), InlineData("ASSIGNED_AGENT", 201), InlineData("MANAGER", 201), InlineData("BOT", 201), InlineData("SYSTEM", 201)]
    [InlineData("READER", 400), InlineData("CONTROLLER", 400)]
    public async Task those_who_read_along_or_steer_say_nothing(string role, int status)
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var reply = await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin, $$$"""{"from":{"id":"x","role":"{{{role}}}"},"text":"hello"}""");
        Assert.Equal(status, reply.Status);
        if (status is 201) return;
        Assert.Equal(("invalid_field", "from.role"), (reply.Code, reply.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Empty(await server.Messages(id));
    }

    [Fact]
    public async Task an_agents_key_speaks_for_agents_alone()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var reply = await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Agent, """{"from":{"id":"c","role":"CONSUMER"},"text":"x"}""");
        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
        Assert.Equal(403, (await server.Post($"{Account}/configuration/check", HttpAccounts.Agent, """{"files":{"account.yaml":""}}""")).Status);
    }

    [Fact]
    public async Task a_journal_in_trouble_is_a_503()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        server.Journal.BeforeAppend = _ => throw new JournalOverloadedException();
        var overloaded = await server.Publish(id, "hi", "k");
        Assert.Equal((503, "overloaded", "1"), (overloaded.Status, overloaded.Code, overloaded.Headers["Retry-After"]));
        server.Journal.BeforeAppend = _ => throw new JournalUnavailableException("down");
        var unavailable = await server.Publish(id, "hi", "k");
        Assert.Equal((503, "journal_unavailable"), (unavailable.Status, unavailable.Code));
        server.Journal.BeforeAppend = null;
        Assert.Equal(201, (await server.Publish(id, "hi", "k")).Status);
    }

    [Fact]
    public async Task a_chat_instance_takes_a_message()
    {
        await using var server = await Server.Start();
        var id = await server.OpenConversation();
        var sent = await server.Post($"{Account}/chat-instances/{id}/messages", HttpAccounts.Backend, """{"message":"Your order left."}""");
        Assert.Equal((201, """{"seq":1}"""), (sent.Status, sent.Body));
        var message = Assert.Single(await server.Messages(id));
        Assert.Equal("SYSTEM", message.GetProperty("from").GetProperty("role").GetString());
        foreach (var body in new[] { "{}", """{"message":"  "}""", """{"message":null}""" })
        {
            var missing = await server.Post($"{Account}/chat-instances/{id}/messages", HttpAccounts.Backend, body);
            Assert.Equal((400, "missing_field", "message"), (missing.Status, missing.Code, missing.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        }
        var blank = await server.Post($"{Account}/chat-instances/%20/messages", HttpAccounts.Backend, """{"message":"x"}""");
        Assert.Equal((400, "chatInstanceId"), (blank.Status, blank.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Equal(404, (await server.Post($"{Account}/chat-instances/unknown/messages", HttpAccounts.Backend, """{"message":"x"}""")).Status);
        await server.Post($"{Account}/conversations/{id}/close", HttpAccounts.Backend, """{"by":"SYSTEM"}""");
        var closed = await server.Post($"{Account}/chat-instances/{id}/messages", HttpAccounts.Backend, """{"message":"x"}""");
        Assert.Equal((409, "conversation_closed"), (closed.Status, closed.Code));
    }
}
