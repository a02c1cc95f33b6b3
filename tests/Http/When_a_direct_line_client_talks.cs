namespace Conversations.Tests.Http;

public class When_a_direct_line_client_talks
{
    private const string Base = "/v3/directline/conversations";

    [Fact]
    public async Task its_activity_comes_back_whole_and_the_bot_answers_it()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var sent = await server.Post($"{Base}/{id}/activities", token, """
            {"type":"message","text":"hi","id":"forged","timestamp":"1999-01-01T00:00:00Z","channelId":"webchat","conversation":{"id":"forged"},
             "from":{"id":"forged","name":"Ann","role":"bot"},"channelData":{"clientActivityID":"k1","attachmentSizes":[]},"entities":[{"type":"ClientCapabilities"}],"value":1e2}
            """);
        Assert.Equal((200, $"{id}|0000001"), (sent.Status, sent.Text("id")));
        var read = await server.Get($"{Base}/{id}/activities?watermark=", token);
        Assert.Equal("no-store", read.Headers["Cache-Control"]);
        var echo = read.Activities[0];
        Assert.Equal($$$"""
            {"id":"{{{id}}}|0000001","timestamp":"2026-11-21T09:00:00.000Z","channelId":"directline","conversation":{"id":"{{{id}}}"},"type":"message","text":"hi","channelData":{"clientActivityID":"k1","attachmentSizes":[]},"entities":[{"type":"ClientCapabilities"}],"value":1e2,"from":{"id":"u-1","name":"Ann","role":"user"}}
            """, echo.GetRawText());
        var answer = read.Activities[1];
        Assert.Equal($"{id}|0000002", answer.GetProperty("id").GetString());
        Assert.Equal($"{id}|0000001", answer.GetProperty("replyToId").GetString());
        Assert.Equal("bot", answer.GetProperty("from").GetProperty("role").GetString());
        Assert.Equal("echo: hello", answer.GetProperty("text").GetString());
    }

    [Fact]
    public async Task a_repeated_activity_is_kept_once()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.Say(id, token, "hi", "same")));
        Assert.All(replies, r => Assert.Equal((200, $"{id}|0000001"), (r.Status, r.Text("id"))));
        Assert.Equal(2, (await server.Get($"{Base}/{id}/activities", token)).Activities.Length);
    }

    [Fact]
    public async Task what_passes_by_itself_is_a_503_here_as_in_v1()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        foreach (var passing in new Exception[] { new JournalOverloadedException(), new JournalUnavailableException("down"), new OrleansException("lost"), new TimeoutException("late") })
        {
            server.Journal.BeforeAppend = _ => throw passing;
            var said = await server.Say(id, token, "hi", "once");
            Assert.Equal((503, "ServiceUnavailable"), (said.Status, said.Code));
            var posted = await server.Post($"/v1/accounts/acme/conversations/{id}/messages", HttpAccounts.Admin, """{"from":{"id":"a","role":"AGENT"},"text":"x","clientMessageId":"once"}""");
            Assert.Equal(503, posted.Status);
        }
        server.Journal.BeforeAppend = null;
        Assert.Equal(200, (await server.Say(id, token, "hi", "once")).Status);
    }

    [Fact]
    public async Task private_messages_stay_inside()
    {
        await using var server = await Server.Start();
        var (id, token, stream) = await server.StartConversation();
        await server.Say(id, token, "private");
        Assert.DoesNotContain("SECRET-NOTE", (await server.Get($"{Base}/{id}/activities", token)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET-NOTE", (await server.Get($"{Base}/{id}/activities", HttpAccounts.Secret)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET-NOTE", (await server.Get($"/v1/accounts/acme/conversations/{id}/messages", token)).Body, StringComparison.Ordinal);
        Assert.Contains("SECRET-NOTE", (await server.Get($"/v1/accounts/acme/conversations/{id}/messages", HttpAccounts.Agent)).Body, StringComparison.Ordinal);
        await using var socket = await server.Connect(stream);
        var seen = await socket.Until(a => a.GetProperty("id").GetString() == $"{id}|0000003");
        Assert.Equal([$"{id}|0000001", $"{id}|0000003"], seen.Select(a => a.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task events_and_postbacks_are_echoed_and_typing_is_not_kept()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        string[] bodies =
        [
            """{"type":"event","name":"webchat/join","value":{"language":"en-US"}}""",
            """{"type":"message","channelData":{"postBack":true},"value":{"no":1}}""",
            """{"type":"typing"}""",
        ];
        foreach (var body in bodies)
        {
            Assert.Equal(200, (await server.Post($"{Base}/{id}/activities", token, body)).Status);
        }
        var read = await server.Get($"{Base}/{id}/activities", token);
        var user = read.Activities.Where(a => a.GetProperty("from").GetProperty("role").GetString() == "user").ToArray();
        Assert.Equal(["event", "message"], user.Select(a => a.GetProperty("type").GetString()));
        Assert.Equal("webchat/join", user[0].GetProperty("name").GetString());
        Assert.Equal(1, user[1].GetProperty("value").GetProperty("no").GetInt32());
    }

    [Theory]
    [InlineData("", "BadArgument")]
    [InlineData("{\"type\":", "BadArgument")]
    [InlineData("[]", "BadArgument")]
    [InlineData("{}", "MissingProperty")]
    [InlineData("""{"type":5}""", "BadArgument")]
    [InlineData("""{"type":"conversationUpdate"}""", "BadArgument")]
    [InlineData("""{"type":"event"}""", "MissingProperty")]
    [InlineData("""{"type":"message","text":"a","text":"b"}""", "BadArgument")]
    [InlineData("""{"type":"message","text":"\ud800"}""", "BadArgument")]
    public async Task an_activity_that_can_not_be_read_changes_nothing(string body, string code)
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var reply = await server.Post($"{Base}/{id}/activities", token, body);
        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Empty((await server.Get($"{Base}/{id}/activities", token)).Activities);
    }

    [Theory, InlineData(8_000, 200), InlineData(8_001, 413), InlineData(1_000_000, 413)]
    public async Task a_text_has_its_limit(int length, int status)
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        Assert.Equal(status, (await server.Say(id, token, new string('x', length))).Status);
    }

    [Fact]
    public async Task the_end_comes_once_and_the_transcript_stays()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "bye");
        var read = await server.Get($"{Base}/{id}/activities", token);
        Assert.Equal(["message", "message", "endOfConversation"], read.Activities.Select(a => a.GetProperty("type").GetString()));
        Assert.Equal($"{id}|end", read.Activities[2].GetProperty("id").GetString());
        Assert.Empty((await server.Get($"{Base}/{id}/activities?watermark={read.Text("watermark")}", token)).Activities);
        var late = await server.Say(id, token, "hello?");
        Assert.Equal((400, "ConversationEnded"), (late.Status, late.Code));
        Assert.Equal(3, (await server.Get($"{Base}/{id}/activities", token)).Activities.Length);
    }

    [Fact]
    public async Task the_consumer_may_end_it_and_say_so_twice()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        for (var i = 0; i < 2; i++)
        {
            var end = await server.Post($"{Base}/{id}/activities", token, """{"type":"endOfConversation"}""");
            Assert.Equal((200, $"{id}|end"), (end.Status, end.Text("id")));
        }
        var activity = Assert.Single((await server.Get($"{Base}/{id}/activities", token)).Activities);
        Assert.Equal("u-1", activity.GetProperty("from").GetProperty("id").GetString());
        var view = await server.Get($"/v1/accounts/acme/conversations/{id}", HttpAccounts.Admin);
        Assert.Equal(("CLOSE", "CONSUMER"), (view.Text("state"), view.Text("closeReason")));
    }

    [Fact]
    public async Task a_session_id_needs_credentials()
    {
        await using var server = await Server.Start();
        Assert.Equal(401, (await server.Get("/v3/directline/session/getsessionid", null)).Status);
        Assert.NotEmpty((await server.Get("/v3/directline/session/getsessionid", HttpAccounts.Secret)).Text("sessionId"));
    }
}
