using System.Text.Json;
using Conversations.Functions;
using Conversations.Tests.Http;

namespace Conversations.Tests.Functions;

public sealed class When_functions_are_written_and_deployed : IAsyncLifetime
{
    private const string Functions = $"{FunctionCalls.Account}/functions";
    private readonly FakeRuntime _runtime = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await _runtime.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task one_goes_from_draft_to_productive_to_modified_and_back()
    {
        Assert.Equal((201, "Draft"), Told(await _server.Put("f", new { @event = "messaging ttr", code = "[]", description = "A test." })));
        Assert.Equal((200, "Productive"), Told(await _server.Deploy("f")));
        Assert.Equal((200, "Modified"), Told(await _server.Put("f", new { @event = "controllerbot_messaging_ttr", code = "null" })));
        Assert.Equal((200, "Productive"), Told(await _server.Deploy("f")));
        Assert.Equal((200, "Draft"), Told(await _server.Post($"{Functions}/f/undeploy", HttpAccounts.Admin)));
        var read = await _server.Get($"{Functions}/f", HttpAccounts.Backend);
        Assert.Equal(("null", MessagingEvents.Ttr, 30), (read.Text("code"), read.Text("event"), read.Json.GetProperty("timeoutSeconds").GetDouble()));
        var listed = (await _server.Get(Functions, HttpAccounts.Backend)).Json.GetProperty("functions");
        Assert.Equal("f", Assert.Single(listed.EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task saying_the_same_again_changes_nothing()
    {
        var body = new { @event = "Messaging TTR", code = "[]", environment = new { A = "1", B = "2" } };
        await _server.Put("f", body);
        Assert.True((await _server.Put("f", body)).Json.GetProperty("unchanged").GetBoolean());
        await _server.Deploy("f");
        Assert.True((await _server.Deploy("f")).Json.GetProperty("unchanged").GetBoolean());
    }

    [Fact]
    public async Task the_last_five_deployments_can_be_deployed_again()
    {
        for (var i = 1; i <= 7; i++)
        {
            await _server.Put("f", new { code = $"{i}" });
            await _server.Deploy("f");
        }
        var read = await _server.Get($"{Functions}/f", HttpAccounts.Admin);
        Assert.Equal(["7", "6", "5", "4", "3"], read.Json.GetProperty("deployments").EnumerateArray().Select(d => d.GetProperty("id").GetString()));
        Assert.Equal((200, "Modified"), Told(await Redeploy("3")));
        Assert.Equal("3", (await _server.Get($"{Functions}/f", HttpAccounts.Admin)).Text("deployed"));
        Assert.Equal((404, "unknown_deployment"), Problem(await Redeploy("2")));
        var target = await _server.Grains.GetGrain<IFunctionCatalogGrain>("acme").FindFunction("f");
        var definition = await _server.Grains.GetGrain<IFunctionGrain>("acme/f").GetVersion(target!.Version);
        Assert.Equal("3", definition!.Code);
    }

    [Theory]
    [InlineData(MessagingEvents.ConversationIdle, MessagingEvents.AgentIdle), InlineData(MessagingEvents.ConversationIdle, MessagingEvents.ConsumerIdle)]
    [InlineData(MessagingEvents.ConversationIdle, MessagingEvents.StuckQueueIdle), InlineData(MessagingEvents.AgentIdle, MessagingEvents.ConversationIdle)]
    [InlineData(MessagingEvents.StuckQueueIdle, MessagingEvents.ConversationIdle), InlineData(MessagingEvents.Ttr, MessagingEvents.Ttr)]
    public async Task two_that_exclude_each_other_can_not_both_exist(string first, string second)
    {
        await _server.Put("one", new { @event = first, code = "[]" });
        var refused = await _server.Put("two", new { @event = second, code = "[]" });
        Assert.Equal((409, "event_conflict"), Problem(refused));
        Assert.Contains("'one'", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(404, (await _server.Get($"{Functions}/two", HttpAccounts.Admin)).Status);
        Assert.Equal(204, (await _server.Send(HttpMethod.Delete, $"{Functions}/one", HttpAccounts.Admin)).Status);
        Assert.Equal(201, (await _server.Put("two", new { @event = second, code = "[]" })).Status);
    }

    [Fact]
    public async Task the_split_idle_events_stand_beside_each_other()
    {
        foreach (var (id, on) in new[] { ("a", MessagingEvents.AgentIdle), ("b", MessagingEvents.ConsumerIdle), ("c", MessagingEvents.StuckQueueIdle) })
        {
            Assert.Equal(201, (await _server.Put(id, new { @event = on, code = "[]" })).Status);
        }
    }

    [Fact]
    public async Task racing_for_one_event_has_one_winner()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _server.Put($"f{i}", new { @event = "Messaging TTR", code = "[]" })));
        Assert.Single(replies, r => r.Status is 201);
        Assert.Equal(7, replies.Count(r => r.Status is 409));
    }

    [Fact]
    public async Task a_deployed_one_moves_to_another_event_only_after_it_was_undeployed()
    {
        await _server.Serve("f", "Messaging TTR", "[]");
        Assert.Equal((409, "event_conflict"), Problem(await _server.Put("f", new { @event = "Messaging Consumer Step Up", code = "[]" })));
        await _server.Post($"{Functions}/f/undeploy", HttpAccounts.Admin);
        Assert.Equal(200, (await _server.Put("f", new { @event = "Messaging Consumer Step Up", code = "[]" })).Status);
        Assert.Empty((await _server.Get($"{Functions}/f", HttpAccounts.Admin)).Json.GetProperty("deployments").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"event":"Messaging Nonsense","code":"x"}""", "event", "invalid_field")]
    [InlineData("""{"code":"x","skillIds":["nowhere"]}""", "skillIds", "unknown_skill")]
    [InlineData("{}", "code", "missing_field")]
    [InlineData("""{"code":" "}""", "code", "missing_field")]
    [InlineData("""{"code":"x","url":"{$server}/f"}""", "url", "invalid_field")]
    [InlineData("""{"url":"http://example.invalid/f"}""", "url", "invalid_field")]
    [InlineData("""{"code":"x","timeoutSeconds":61}""", "timeoutSeconds", "invalid_field")]
    [InlineData("""{"code":"x","environment":{"lower":"1"}}""", "environment", "invalid_field")]
    [InlineData("""{"code":"x","environment":{"KEY":"{$secret.PATH}"}}""", "environment", "invalid_field")]
    public async Task what_it_can_not_say_is_named(string body, string field, string code)
    {
        var reply = await _server.Send(HttpMethod.Put, $"{Functions}/f", HttpAccounts.Admin, body);
        Assert.Equal(400, reply.Status);
        var fault = Assert.Single(reply.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((field, code), (fault.GetProperty("field").GetString(), fault.GetProperty("code").GetString()));
        Assert.Equal(404, (await _server.Get($"{Functions}/f", HttpAccounts.Admin)).Status);
    }

    [Fact]
    public async Task code_of_100_000_characters_fits_and_one_more_does_not()
    {
        Assert.Equal(201, (await _server.Put("f", new { code = new string('ä', 100_000) })).Status);
        Assert.Equal((413, "payload_too_large"), Problem(await _server.Put("g", new { code = new string('x', 100_001) })));
    }

    [Theory, InlineData("Not Lower"), InlineData("a-name-that-is-longer-than-the-fifty-characters-it-may")]
    public async Task a_name_that_is_none_is_refused(string id) =>
        Assert.Equal(400, (await _server.Put(Uri.EscapeDataString(id), new { code = "x" })).Status);

    [Fact]
    public async Task an_admin_writes_a_backend_tests_and_reads_and_an_agent_sees_nothing()
    {
        await _server.Put("f", new { code = "[]" });
        Assert.Equal(403, (await _server.Put("f", new { code = "1" }, HttpAccounts.Backend)).Status);
        Assert.Equal(403, (await _server.Post($"{Functions}/f/deploy", HttpAccounts.Backend)).Status);
        Assert.Equal(200, (await _server.Post($"{Functions}/f/invoke", HttpAccounts.Backend, """{"payload":{}}""")).Status);
        Assert.Equal(200, (await _server.Get($"{FunctionCalls.Account}/usage", HttpAccounts.Backend)).Status);
        foreach (var path in new[] { "functions", "functions/f", "functions/f/invocations", "usage" })
        {
            Assert.Equal(403, (await _server.Get($"{FunctionCalls.Account}/{path}", HttpAccounts.Agent)).Status);
            Assert.Equal(403, (await _server.Get($"{FunctionCalls.Account}/{path}", HttpAccounts.OtherAdmin)).Status);
        }
    }

    [Fact]
    public async Task a_test_run_takes_the_newest_code_and_is_not_recorded()
    {
        _runtime.Does = (call, _, _) => Task.FromResult(FakeRuntime.Result(call.Code) with
        {
            Logs = [new FunctionLogEntry { Level = "Info", Message = "hello", Extras = "[1]", Timestamp = call.Now }],
        });
        await _server.Serve("f", null, "\"old\"");
        await _server.Put("f", new { code = "\"new\"" });
        var run = await _server.Post($"{Functions}/f/invoke", HttpAccounts.Admin, """{"payload":{"a":1},"headers":[{"key":"X-A","value":"b"}]}""");
        Assert.Equal("new", run.Text("result"));
        var log = Assert.Single(run.Json.GetProperty("logs").EnumerateArray());
        Assert.Equal(("Info", "hello", "[1]"), (log.GetProperty("level").GetString(), log.GetProperty("message").GetString(), log.GetProperty("extras").GetRawText()));
        Assert.Equal(("""{"a":1}""", "b"), (_runtime.Calls[0].Payload, _runtime.Calls[0].Headers["X-A"]));
        Assert.Empty(await _server.Invocations("f"));
    }

    [Fact]
    public async Task a_test_run_that_fails_says_why_and_one_of_no_function_is_404()
    {
        _runtime.Does = (_, _, _) => Task.FromResult(FakeRuntime.Failure(FunctionErrors.RuntimeException));
        await _server.Put("f", new { code = "x" });
        var run = await _server.Post($"{Functions}/f/invoke", HttpAccounts.Admin, """{"payload":{}}""");
        Assert.Equal((200, JsonValueKind.Null), (run.Status, run.Json.GetProperty("result").ValueKind));
        Assert.Equal(FunctionErrors.RuntimeException, run.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal((404, "unknown_function"), Problem(await _server.Post($"{Functions}/nobody/invoke", HttpAccounts.Admin, """{"payload":{}}""")));
        Assert.Equal((404, "unknown_function"), Problem(await _server.Deploy("nobody")));
    }

    private Task<Reply> Redeploy(string deployment) => _server.Post($"{Functions}/f/redeploy", HttpAccounts.Admin, $$"""{"deployment":"{{deployment}}"}""");

    private static (int, string) Told(Reply reply) => (reply.Status, reply.Text("state"));

    private static (int, string?) Problem(Reply reply) => (reply.Status, reply.Code);
}
