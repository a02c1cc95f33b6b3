using System.Globalization;
using System.Text.Json.Nodes;
using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>What offline-directline 1.3.1 and other services were seen to do, each on its own.</summary>
public class When_a_service_is_unlike_the_book
{
    [Fact]
    public async Task it_is_told_who_the_consumer_is_and_with_which_secret()
    {
        await using var world = await RemoteWorld.Start();
        Assert.Equal("Echo: hi", await world.Ask("hi"));
        var start = world.Service.Requests[0];
        Assert.Equal("Bearer s3cret", start.Authorization);
        Assert.Equal("""{"user":{"id":"u-1"},"locale":"en"}""", start.Body);
        var post = Assert.Single(world.Service.Posts);
        Assert.Equal($"{world.Conversation}|0000001", (string?)post["channelData"]!["clientActivityID"]);
        Assert.Equal("directline", (string?)post["channelId"]);
        Assert.Null(post["serviceUrl"]);
        Assert.Null(post["recipient"]);
        // Nothing of the secret is kept.
        Assert.DoesNotContain("s3cret", string.Join('\n', await world.Events()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task without_a_secret_there_is_no_header()
    {
        await using var world = await RemoteWorld.Start(c => c with { Secret = null });
        await world.Ask("hi");
        Assert.All(world.Service.Requests, r => Assert.Null(r.Authorization));
    }

    [Fact]
    public async Task ok_instead_of_created_other_names_no_token_no_stream_and_numbers_as_watermarks_do()
    {
        await using var world = await RemoteWorld.Start(c => c with { WebSocket = true, Secret = null });
        world.Service.IsOffline = true;
        Assert.Equal("Echo: one", await world.Ask("one"));
        Assert.Equal("Echo: two", await world.Ask("two"));
        Assert.Equal(1, world.Service.Starts);
        var last = world.Service.Requests.Last(r => r.Path.EndsWith("/activities", StringComparison.Ordinal));
        Assert.Equal("GET", last.Method);
        Assert.Equal("4", (await world.Events<BotSessionChanged>())[^1].Session.Watermark);
    }

    [Fact]
    public async Task not_modified_means_nothing_new()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = async (conversation, said) =>
        {
            await world.Pass(500);
            conversation.Reply(said, "At last");
            return 200;
        };
        var empty = 0;
        world.Service.Instead = (asked, _) => asked.Method is "GET" && world.Service.Only.After("1", false)["activities"]!.AsArray().Count is 0
            && Interlocked.Increment(ref empty) > 0 ? (304, "") : null;
        Assert.Equal("At last", await world.Ask("hi"));
        Assert.True(empty > 0);
    }

    [Fact]
    public async Task no_id_in_the_answer_to_an_activity_does_because_the_feed_shows_it()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.TellsIds = false;
        Assert.Equal("Echo: hi", await world.Ask("hi"));
        Assert.Equal(TurnOutcome.Answered, (await world.TurnEnd()).Outcome);
        Assert.Equal(1, (await world.Events<BotHeard>())[0].Turn);
    }

    [Fact]
    public async Task no_echo_of_our_own_activity_does_because_the_answer_tells_its_id()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Echoes = false;
        world.Service.Bot = async (conversation, said) =>
        {
            // The feed shows the answer before we know what was answered.
            conversation.Reply(said, "Quick");
            await world.Pass(400);
            return 200;
        };
        Assert.Equal("Quick", await world.Ask("hi"));
        Assert.Equal(1, Assert.Single(await world.Events<BotHeard>()).Turn);
    }

    [Fact]
    public async Task a_sender_that_was_overwritten_is_no_reason_to_take_a_bot_for_the_consumer()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = (conversation, said) =>
        {
            conversation.Reply(said, "I am it", a => a["from"] = new JsonObject { ["id"] = "u-1", ["name"] = "Bot" });
            return Task.FromResult(200);
        };
        Assert.Equal("I am it", await world.Ask("hi"));
        Assert.Equal(["I am it"], await world.Bots());
    }

    [Fact]
    public async Task a_delay_and_a_text_that_arrive_at_once_are_seen_apart()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = (conversation, said) =>
        {
            conversation.Reply(said, "One moment");
            conversation.Reply(said, "", a => a["channelData"] = new JsonObject { ["delay"] = new JsonObject { ["delay"] = 1, ["typing"] = true } });
            conversation.Reply(said, "Here it is");
            return Task.FromResult(200);
        };
        await world.Say("hi");
        var lines = await world.Until(world.Timed, all => all.Count == 2);
        Assert.Equal(["One moment", "Here it is"], lines.Select(l => l.Text));
        Assert.InRange((lines[1].At - lines[0].At).TotalSeconds, 0.99, 1.8);
    }

    [Fact]
    public async Task the_bots_status_comes_with_an_id_and_what_it_said_before_it_failed_stands()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = (conversation, said) =>
        {
            conversation.Reply(said, "Before I fall");
            return Task.FromResult(500);
        };
        Assert.Equal("Before I fall", await world.Ask("hi"));
        Assert.Equal(TurnOutcome.Answered, (await world.TurnEnd()).Outcome);
        Assert.Single(world.Service.Posts);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task a_conversation_that_the_service_forgot_is_begun_anew_once(bool isOffline)
    {
        await using var world = await RemoteWorld.Start();
        world.Service.IsOffline = isOffline;
        await world.Ask("one");
        await world.TurnEnd();
        world.Service.Conversations.Clear();
        Assert.Equal("Echo: two", await world.Ask("two"));
        Assert.Equal(2, world.Service.Starts);
        Assert.Equal("remote-2", (await world.Events<BotSessionChanged>())[^1].Session.ConversationId);
        // Once to the one that was forgotten, and once to the new one.
        Assert.Equal(["one", "two", "two"], world.Service.Posts.Select(p => (string?)p["text"]));
        Assert.Equal(["Echo: one", "Echo: two"], await world.Bots());
    }

    [Fact]
    public async Task one_that_forgets_every_conversation_fails()
    {
        await using var world = await RemoteWorld.Start(c => c with { Retries = 0 });
        world.Service.Instead = (asked, _) => asked.Path.EndsWith("/activities", StringComparison.Ordinal) ? (404, "") : null;
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Equal(2, world.Service.Starts);
    }

    [Theory, InlineData("null"), InlineData("absent")]
    public async Task a_page_without_a_watermark_leaves_the_last_one(string kind)
    {
        await using var world = await RemoteWorld.Start();
        await world.Ask("one");
        await world.TurnEnd();
        world.Service.Instead = (asked, http) =>
        {
            if (asked.Method is not "GET") return null;
            var set = world.Service.Only.After(http.Request.Query["watermark"], false);
            if (kind is "null") set["watermark"] = null;
            else set.Remove("watermark");
            return (200, set.ToJsonString());
        };
        await world.Say("two");
        await world.Until(world.Bots, lines => lines.Contains("Echo: two"));
        await world.TurnEnd(2);
        Assert.Equal(["Echo: one", "Echo: two"], await world.Bots());
        Assert.Equal("2", (await world.Events<BotSessionChanged>())[^1].Session.Watermark);
    }

    [Theory, InlineData("absent"), InlineData("inclusive")]
    public async Task one_that_shows_again_what_was_read_ends_a_turn_as_soon_as_any_and_is_left_alone_after_it(string kind)
    {
        await using var world = await RemoteWorld.Start();
        var polls = 0;
        world.Service.Instead = (asked, http) =>
        {
            if (asked.Method is not "GET") return null;
            Interlocked.Increment(ref polls);
            string? mark = http.Request.Query["watermark"];
            var set = world.Service.Only.After(kind is "absent" || mark is null ? "0" : $"{int.Parse(mark, CultureInfo.InvariantCulture) - 1}", false);
            if (kind is "absent") set.Remove("watermark");
            return (200, set.ToJsonString());
        };
        foreach (var text in new[] { "one", "two" })
        {
            var begun = world.Now;
            await world.Ask(text);
            Assert.InRange((world.Now - begun).TotalSeconds, 0, 2.5);
        }
        var before = polls;
        await world.Pass(3_000);
        Assert.InRange(polls - before, 1, 5);
        Assert.Equal(["Echo: one", "Echo: two"], await world.Bots());
        Assert.Equal(2, (await world.Events<BotHeard>()).Count);
    }
}
