namespace Conversations.Tests.Http;

public class When_a_program_calls_v1
{
    private const string Account = "/v1/accounts/acme";

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
    public async Task a_message_answers_201_then_200_and_202_while_the_bot_is_busy()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var first = await Publish(server, id, "slow", "k1");
        var again = await Publish(server, id, "slow", "k1");
        var ignored = await Publish(server, id, "hello?", "k2");
        Assert.Equal([201, 200, 202], new[] { first.Status, again.Status, ignored.Status });
        Assert.Equal("""{"seq":1}""", first.Body);
        Assert.Equal("""{"seq":1}""", again.Body);
        Assert.Equal("""{"seq":2,"ignored":true}""", ignored.Body);
    }

    [Fact]
    public async Task racing_repeats_are_one_message()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Publish(server, id, "hi", "same")));
        Assert.Single(replies, r => r.Status is 201);
        Assert.Equal(9, replies.Count(r => r.Status is 200));
        Assert.Equal(2, (await Messages(server, id)).Length);
    }

    [Fact]
    public async Task json_comes_back_as_it_went_in()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin,
            """{"from":{"id":"a-1","role":"AGENT"},"structuredContent":{"type":"card","n":1.50},"metadata":[{"k":"v"}],"encodedMetadata":"e30=","audience":"AGENTS_AND_MANAGERS"}""");
        var message = Assert.Single(await Messages(server, id));
        Assert.Equal("""{"type":"card","n":1.50}""", message.GetProperty("structuredContent").GetRawText());
        Assert.Equal("""[{"k":"v"}]""", message.GetProperty("metadata").GetRawText());
        Assert.Equal("AGENTS_AND_MANAGERS", message.GetProperty("audience").GetString());
        Assert.Equal(1, message.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task messages_are_paged()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        await Publish(server, id, "hi", null);
        await Publish(server, id, "hi", null);
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
        var id = await Open(server);
        var reply = await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin, body);
        Assert.Equal((400, code, "application/problem+json"), (reply.Status, reply.Code, reply.ContentType));
        Assert.Equal(field, reply.Json.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Equal(400, reply.Json.GetProperty("status").GetInt32());
        Assert.Empty(await Messages(server, id));
    }

    [Fact]
    public async Task an_unknown_field_is_told_with_those_that_are_known()
    {
        await using var server = await Server.Start();
        var reply = await server.Post($"{Account}/conversations", HttpAccounts.Admin, """{"consumer":{"id":"c","nmae":"Ann"}}""");
        Assert.Contains("'consumer.nmae' is not known here; allowed are id, authenticated, name.", reply.Text("detail"), StringComparison.Ordinal);
    }

    [Theory, InlineData(8_000, 201), InlineData(8_001, 413), InlineData(1_000_000, 413)]
    public async Task a_text_has_its_limit(int length, int status)
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var reply = await Publish(server, id, new string('x', length), null);
        Assert.Equal(status, reply.Status);
        Assert.True(status is 201 || reply.Code is "payload_too_large");
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

    [Fact]
    public async Task a_chat_instance_takes_a_message()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var sent = await server.Post($"{Account}/chat-instances/{id}/messages", HttpAccounts.Backend, """{"message":"Your order left."}""");
        Assert.Equal((201, """{"seq":1}"""), (sent.Status, sent.Body));
        var message = Assert.Single(await Messages(server, id));
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

    [Theory, InlineData("TIMEOUT"), InlineData("UNSPECIFIED"), InlineData("BOT")]
    public async Task a_conversation_is_closed_by_nobody_but_agent_consumer_or_system(string by)
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var refused = await server.Post($"{Account}/conversations/{id}/close", HttpAccounts.Admin, $$"""{"by":"{{by}}"}""");
        Assert.Equal((400, "by"), (refused.Status, refused.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Equal("OPEN", (await server.Get($"{Account}/conversations/{id}", HttpAccounts.Admin)).Text("state"));
    }

    [Theory]
    [InlineData("CONSUMER", 201), InlineData("AGENT", 201), InlineData("ASSIGNED_AGENT", 201), InlineData("MANAGER", 201), InlineData("BOT", 201), InlineData("SYSTEM", 201)]
    [InlineData("READER", 400), InlineData("CONTROLLER", 400)]
    public async Task those_who_read_along_or_steer_say_nothing(string role, int status)
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var reply = await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin, $$$"""{"from":{"id":"x","role":"{{{role}}}"},"text":"hello"}""");
        Assert.Equal(status, reply.Status);
        if (status is 201) return;
        Assert.Equal(("invalid_field", "from.role"), (reply.Code, reply.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Empty(await Messages(server, id));
    }

    [Fact]
    public async Task participants_come_and_go()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
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
            ids.Insert(0, await Open(server, $"c-{i}"));
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

    [Theory]
    [InlineData("POST", "conversations/x/nothing"), InlineData("GET", "nothing")]
    public async Task what_is_not_served_is_a_problem_too(string method, string path)
    {
        await using var server = await Server.Start();
        var reply = await server.Send(new HttpMethod(method), $"{Account}/{path}", HttpAccounts.Admin);
        Assert.Equal((404, "application/problem+json"), (reply.Status, reply.ContentType));
    }

    [Fact]
    public async Task an_agents_key_speaks_for_agents_alone()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        var reply = await server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Agent, """{"from":{"id":"c","role":"CONSUMER"},"text":"x"}""");
        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
        Assert.Equal(403, (await server.Post($"{Account}/configuration/check", HttpAccounts.Agent, """{"files":{"account.yaml":""}}""")).Status);
    }

    [Fact]
    public async Task a_journal_in_trouble_is_a_503()
    {
        await using var server = await Server.Start();
        var id = await Open(server);
        server.Journal.BeforeAppend = _ => throw new JournalOverloadedException();
        var overloaded = await Publish(server, id, "hi", "k");
        Assert.Equal((503, "overloaded", "1"), (overloaded.Status, overloaded.Code, overloaded.Headers["Retry-After"]));
        server.Journal.BeforeAppend = _ => throw new JournalUnavailableException("down");
        var unavailable = await Publish(server, id, "hi", "k");
        Assert.Equal((503, "journal_unavailable"), (unavailable.Status, unavailable.Code));
        server.Journal.BeforeAppend = null;
        Assert.Equal(201, (await Publish(server, id, "hi", "k")).Status);
    }

    [Fact]
    public async Task configuration_is_checked_and_every_fault_has_its_place()
    {
        await using var server = await Server.Start();
        var faults = await server.Post($"{Account}/configuration/check", HttpAccounts.Admin, """{"files":{"account.yaml":"colour: red\n","../x.yaml":"a: 1"}}""");
        Assert.Equal((400, "invalid_configuration"), (faults.Status, faults.Code));
        Assert.All(faults.Json.GetProperty("errors").EnumerateArray(), e => Assert.NotEmpty(e.GetProperty("message").GetString()!));
        Assert.Contains(faults.Json.GetProperty("errors").EnumerateArray(), e => e.GetProperty("path").GetString() == "account.yaml" && e.GetProperty("line").GetInt32() == 1);
        Assert.Equal(200, (await server.Get($"{Account}/skills", HttpAccounts.Admin)).Status);
    }

    [Fact]
    public async Task the_service_describes_itself_and_its_health()
    {
        await using var server = await Server.Start();
        var api = await server.Get("/openapi/v1.json", null);
        Assert.Contains("/v1/accounts/{account}/conversations/{conversation}/messages", api.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Get("/health/live", null)).Status);
        Assert.Equal(200, (await server.Get("/health/ready", null)).Status);
        server.Journal.BeforeRead = _ => throw new JournalUnavailableException("down");
        Assert.Equal(503, (await server.Get("/health/ready", null)).Status);
    }

    [Fact]
    public async Task a_demo_order_takes_as_many_seconds_as_its_number()
    {
        await using var server = await Server.Start();
        var pending = server.Get("/demo/orders/2", null);
        var before = server.Time.GetUtcNow();
        var order = await server.Advance(pending, TimeSpan.FromSeconds(1));
        Assert.Equal(2, order.Json.GetProperty("order").GetInt32());
        Assert.True(server.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await server.Get("/demo/orders/0", null)).Status);
        foreach (var n in new[] { "31", "-1", "x", "1.5" })
        {
            Assert.Equal(404, (await server.Get($"/demo/orders/{n}", null)).Status);
        }
    }

    [Theory]
    [InlineData("/v3/directline/conversations", HttpAccounts.Secret, "application/x-www-form-urlencoded")]
    [InlineData("/v3/directline/tokens/generate", HttpAccounts.Secret, null)]
    [InlineData("/v1/accounts/acme/conversations", HttpAccounts.Admin, "application/x-www-form-urlencoded")]
    [InlineData("/v1/accounts/acme/conversations", HttpAccounts.Admin, null)]
    public async Task json_is_read_under_any_content_type(string path, string key, string? type)
    {
        await using var server = await Server.Start();
        using var body = new ByteArrayContent("""{"consumer":{"id":"c"}}"""u8.ToArray());
        body.Headers.ContentType = type is null ? null : new(type);
        Assert.Contains((await server.Send(HttpMethod.Post, path, key, body)).Status, new[] { 200, 201 });
    }

    private static async Task<string> Open(Server server, string consumer = "c-1")
    {
        var reply = await server.Post($"{Account}/conversations", HttpAccounts.Admin, $$$"""{"consumer":{"id":"{{{consumer}}}"}}""");
        Assert.Equal(201, reply.Status);
        return reply.Text("id");
    }

    private static Task<Reply> Publish(Server server, string id, string text, string? key) =>
        server.Post($"{Account}/conversations/{id}/messages", HttpAccounts.Admin,
            $$$"""{"from":{"id":"c-1","role":"CONSUMER"},"text":"{{{text}}}","clientMessageId":{{{System.Text.Json.JsonSerializer.Serialize(key)}}}}""");

    private static async Task<System.Text.Json.JsonElement[]> Messages(Server server, string id) =>
        [.. (await server.Get($"{Account}/conversations/{id}/messages", HttpAccounts.Admin)).Json.GetProperty("messages").EnumerateArray()];

    private static IEnumerable<string> IdsOf(Reply reply) =>
        reply.Json.GetProperty("conversations").EnumerateArray().Select(c => c.GetProperty("id").GetString()!);
}
