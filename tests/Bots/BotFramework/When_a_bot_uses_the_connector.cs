using System.Text;
using System.Text.Json;
using Conversations.Tests.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>The Bot Connector routes beside answering, and what is refused there.</summary>
public class When_a_bot_uses_the_connector
{
    [Theory]
    [InlineData("""{"text":"no type"}""", 400), InlineData("""{"type":""}""", 400), InlineData("""{"type":7}""", 400), InlineData("[]", 400), InlineData("not json", 400), InlineData("", 400)]
    public async Task what_is_no_activity_is_refused_and_changes_nothing(string body, int status)
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Recorded<EffectSettled>(told.Conversation);
        var before = (await world.Conversation(told.Conversation).Read())!.Version;
        foreach (var reply in new[] { await world.Bot.Reply(told, body), await world.Bot.Say(told, body) })
        {
            Assert.Equal((status, "BadArgument", "application/json"), (reply.Status, reply.Code, reply.ContentType));
        }
        Assert.Equal(before, (await world.Conversation(told.Conversation).Read())!.Version);
    }

    [Fact]
    public async Task a_body_above_its_limit_is_refused()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var reply = await world.Bot.Reply(told, $$"""{"type":"message","text":"{{new string('x', 256 * 1024)}}"}""");
        Assert.Equal((413, "MessageSizeTooBig"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task a_conversation_that_is_not_the_bots_does_not_exist_for_it()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var others = await world.Open("other");
        string[] answers = [.. (await Task.WhenAll(new[] { others, "nobody", "a b", "%00" }.Select(id =>
            world.Bot.Call(HttpMethod.Post, told, $"conversations/{Uri.EscapeDataString(id)}/activities", """{"type":"message","text":"psst"}""")))).Select(r => $"{r.Status} {r.Body}")];
        Assert.Single(answers.Distinct());
        Assert.StartsWith("404", answers[0], StringComparison.Ordinal);
        Assert.Equal(404, (await world.Bot.Call(HttpMethod.Get, told, $"conversations/{others}/members")).Status);
        Assert.Empty(await world.Texts(others));
        Assert.Empty(await world.Events<Conversations.BotHeard>(others));
    }

    [Theory, InlineData("acme", "nobody"), InlineData("nobody", "robo"), InlineData("other", "robo"), InlineData("acme", "echo")]
    public async Task a_bot_that_is_none_is_answered_like_a_wrong_token(string account, string bot)
    {
        await using var world = await BotWorld.Start();
        var conversation = await world.Open();
        var reply = await world.Server.Post($"/bots/{account}/{bot}/v3/conversations/{conversation}/activities", null, """{"type":"message","text":"psst"}""");
        Assert.Equal((401, "Unauthorized"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task after_a_transfer_it_is_recorded_and_not_said()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Bot.Reply(told, """{"type":"message","text":"over to them","channelData":{"action":{"name":"TRANSFER","parameters":{"skill":"Sales"}}}}""");
        await world.Recorded<Transferred>(told.Conversation);
        var late = await world.Bot.Reply(told, """{"type":"message","text":"one thing more"}""");
        Assert.Equal((200, $"{told.Conversation}|b0000002"), (late.Status, late.Text("id")));
        Assert.DoesNotContain("one thing more", await world.Texts(told.Conversation));
        var heard = (await world.Events<Conversations.BotHeard>(told.Conversation))[^1];
        Assert.Equal(Conversations.Bots.BotFaults.Transferred, heard.Refusals[0].Reason);
    }

    [Fact]
    public async Task what_was_said_can_not_be_changed_and_conversations_not_opened()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var activity = $"conversations/{told.Conversation}/activities/{Uri.EscapeDataString(told.Id)}";
        var refused = new[]
        {
            await world.Bot.Call(HttpMethod.Put, told, activity, """{"type":"message","text":"other"}"""),
            await world.Bot.Call(HttpMethod.Delete, told, activity),
            await world.Bot.Call(HttpMethod.Post, told, "conversations", """{"members":[]}"""),
            await world.Bot.Call(HttpMethod.Delete, told, $"conversations/{told.Conversation}/members/ann"),
        };
        Assert.All(refused, r => Assert.Equal((405, "MethodNotAllowed", "application/json"), (r.Status, r.Code, r.ContentType)));
        Assert.Equal((404, "NotFound"), (await world.Bot.Call(HttpMethod.Get, told, "teams")) is var r ? (r.Status, r.Code) : default);
    }

    [Fact]
    public async Task it_learns_who_is_in_the_conversation()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var members = await world.Bot.Call(HttpMethod.Get, told, $"conversations/{told.Conversation}/members");
        Assert.Equal("""[{"id":"ann","role":"user"},{"id":"robo","name":"robo","role":"bot"}]""", members.Body);
        var ofActivity = await world.Bot.Call(HttpMethod.Get, told, $"conversations/{told.Conversation}/activities/{Uri.EscapeDataString(told.Id)}/members");
        Assert.Equal(members.Body, ofActivity.Body);
        Assert.Equal($$"""{"members":{{members.Body}}}""", (await world.Bot.Call(HttpMethod.Get, told, $"conversations/{told.Conversation}/pagedmembers?pageSize=50")).Body);
        Assert.Equal("user", (await world.Bot.Call(HttpMethod.Get, told, $"conversations/{told.Conversation}/members/ann")).Text("role"));
        Assert.Equal((404, "MemberNotFound"), (await world.Bot.Call(HttpMethod.Get, told, $"conversations/{told.Conversation}/members/bob")) is var r ? (r.Status, r.Code) : default);
    }

    [Fact]
    public async Task it_lists_the_conversations_that_it_has_open()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var closed = await world.Ask("to be closed");
        await world.Conversation(closed.Conversation).Close(new() { By = CloseReason.Consumer });
        await world.Open("other");
        await world.Open();
        // The other bot's, and one that nobody has told it of.
        var list = await world.Server.Until(() => world.Bot.Call(HttpMethod.Get, told, "conversations"), l => !l.Body.Contains(closed.Conversation, StringComparison.Ordinal));
        Assert.Equal($$"""{"conversations":[{"id":"{{told.Conversation}}","members":[{"id":"ann","role":"user"},{"id":"robo","name":"robo","role":"bot"}]}]}""", list.Body);
        await world.Restart();
        Assert.Equal((200, list.Body), (await world.Server.Get("/bots/acme/robo/v3/conversations", null)) is var again ? (again.Status, again.Body) : default);
        await world.Conversation(told.Conversation).Close(new() { By = CloseReason.Consumer });
        Assert.Equal("""{"conversations":[]}""", (await world.Server.Get("/bots/acme/robo/v3/conversations?continuationToken=", null)).Body);
    }

    [Fact]
    public async Task it_gets_them_in_pages_of_a_hundred_which_neither_repeat_nor_leave_out_one()
    {
        await using var world = await BotWorld.Start();
        var asked = await Task.WhenAll(Enumerable.Range(0, 201).Select(i => world.Ask($"hi {i}")));
        var sizes = new List<int>();
        var listed = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = (await world.Server.Get($"/bots/acme/robo/v3/conversations?continuationToken={token}", null)).Json;
            string[] ids = [.. page.GetProperty("conversations").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];
            sizes.Add(ids.Length);
            listed.AddRange(ids);
            token = page.TryGetProperty("continuationToken", out var next) ? next.GetString() : null;
            // One that ends between two pages moves nothing.
            if (sizes.Count == 1) await world.Conversation(ids[0]).Close(new() { By = CloseReason.Consumer });
        }
        Assert.Equal([100, 100, 1], sizes);
        Assert.Equal(asked.Select(t => t.Conversation).Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task what_is_no_continuation_token_is_refused()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var refused = await world.Bot.Call(HttpMethod.Get, told, "conversations?continuationToken=a%20b");
        Assert.Equal((400, "BadArgument"), (refused.Status, refused.Code));
        Assert.Equal("""{"conversations":[]}""", (await world.Bot.Call(HttpMethod.Get, told, "conversations?continuationToken=zzz")).Body);
    }

    [Fact]
    public async Task a_file_that_it_stores_can_be_fetched_by_consumers()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var bytes = Encoding.UTF8.GetBytes("not really a picture");
        var stored = await world.Bot.Call(HttpMethod.Post, told, $"conversations/{told.Conversation}/attachments",
            $$"""{"type":"image/png","name":"../a/cat.png","originalBase64":"{{Convert.ToBase64String(bytes)}}","thumbnailBase64":""}""");
        Assert.Equal(200, stored.Status);
        var info = await world.Bot.Call(HttpMethod.Get, told, $"attachments/{stored.Text("id")}");
        Assert.Equal($$"""{"name":"cat.png","type":"image/png","views":[{"viewId":"original","size":{{bytes.Length}}}]}""", info.Body);
        using var view = await world.Server.Http.GetAsync(new Uri($"{told.ServiceUrl}/v3/attachments/{stored.Text("id")}/views/original"), TestContext.Current.CancellationToken);
        Assert.Equal(bytes, await view.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("image/png", "nosniff"), (view.Content.Headers.ContentType!.MediaType, view.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(404, (await world.Bot.Call(HttpMethod.Get, told, $"attachments/{stored.Text("id")}/views/thumbnail")).Status);
        Assert.Equal(404, (await world.Bot.Call(HttpMethod.Get, told, "attachments/nothing")).Status);
    }

    [Theory, InlineData("""{"type":"image/png"}"""), InlineData("""{"originalBase64":"%%%"}"""), InlineData("no")]
    public async Task what_is_no_file_is_refused(string body)
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        Assert.Equal(400, (await world.Bot.Call(HttpMethod.Post, told, $"conversations/{told.Conversation}/attachments", body)).Status);
    }

    [Fact]
    public async Task a_file_above_the_limit_is_refused()
    {
        await using var world = await BotWorld.Start("--DirectLine:UploadLimit", "2048");
        var told = await world.Ask();
        var path = $"conversations/{told.Conversation}/attachments";
        Task<Reply> Store(int size) => world.Bot.Call(HttpMethod.Post, told, path, $$"""{"type":"text/plain","name":"a","originalBase64":"{{Convert.ToBase64String(new byte[size])}}"}""");
        var (fits, over, far) = (await Store(2048), await Store(2049), await Store(200_000));
        Assert.Equal((200, 413, 413), (fits.Status, over.Status, far.Status));
    }

    [Fact]
    public async Task a_transcript_is_for_agents_alone()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Bot.Reply(told, """{"type":"message","text":"hello"}""");
        await world.Recorded<TurnEnded>(told.Conversation);
        var path = $"conversations/{told.Conversation}/activities/history";
        Assert.Equal(400, (await world.Bot.Call(HttpMethod.Post, told, path, """{"activities":[{"text":"untyped"}]}""")).Status);
        Assert.Equal(400, (await world.Bot.Call(HttpMethod.Post, told, path, """{"type":"message"}""")).Status);
        var taken = await world.Bot.Call(HttpMethod.Post, told, path, """{"activities":[{"type":"message","text":"earlier one"},{"type":"message","text":"earlier two"}]}""");
        Assert.Equal(200, taken.Status);
        await world.Reads(told.Conversation, "hi", "hello", "*earlier one", "*earlier two");
    }
}
