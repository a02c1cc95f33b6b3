using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

public class When_a_service_has_a_socket
{
    [Fact]
    public async Task what_the_bot_says_comes_over_it_and_empty_frames_are_nothing()
    {
        await using var world = await Start();
        Assert.Equal("Echo: one", await world.Ask("one"));
        Assert.Equal("Echo: two", await world.Ask("two"));
        await world.TurnEnd(2);
        Assert.Equal(1, world.Service.Sockets);
        Assert.Equal(["Echo: one", "Echo: two"], await world.Bots());
    }

    [Fact]
    public async Task what_comes_without_a_question_to_answer_is_pushed_at_once()
    {
        await using var world = await Start(c => c with { Proactive = true });
        await world.Ask("hi");
        await world.TurnEnd();
        var begun = world.Now;
        world.Service.Only.Reply(null, "By the way");
        await world.Until(world.Bots, lines => lines.Contains("By the way"));
        Assert.InRange((world.Now - begun).TotalMilliseconds, 0, 900);
    }

    [Fact]
    public async Task one_that_breaks_in_the_middle_loses_nothing_and_is_opened_again()
    {
        await using var world = await Start();
        world.Service.Bot = async (conversation, said) =>
        {
            conversation.Reply(said, "before");
            await world.Pass(150);
            conversation.DropSockets();
            conversation.Reply(said, "meanwhile");
            await world.Pass(3500);
            conversation.Reply(said, "after");
            return 200;
        };
        await world.Say("hi");
        await world.Until(world.Bots, lines => lines is ["before", "meanwhile", "after"]);
        await world.TurnEnd();
        Assert.Equal(2, world.Service.Sockets);
        Assert.Equal(["before", "meanwhile", "after"], await world.Bots());
    }

    [Theory, InlineData(404), InlineData(500)]
    public async Task one_that_can_not_be_opened_again_is_replaced_by_asking(int status)
    {
        await using var world = await Start();
        await world.Ask("one");
        await world.TurnEnd();
        world.Service.Instead = (asked, _) => asked.Method is "GET" && !asked.Path.EndsWith("/activities", StringComparison.Ordinal) ? (status, "") : null;
        world.Service.Only.DropSockets();
        Assert.Equal("Echo: two", await world.Ask("two"));
        await world.TurnEnd(2);
        Assert.Equal(["Echo: one", "Echo: two"], await world.Bots());
    }

    [Fact]
    public async Task one_on_a_host_that_is_not_allowed_is_not_opened()
    {
        await using var world = await Start();
        await using var elsewhere = await ScriptedService.Start();
        world.Service.Instead = (asked, _) =>
        {
            if (asked.Method is not "POST" || !asked.Path.EndsWith("/conversations", StringComparison.Ordinal)) return null;
            world.Service.Conversations["r"] = new RemoteConversation("r");
            return (201, $$"""{"conversationId":"r","streamUrl":"ws://{{elsewhere.Host}}/directline/stream"}""");
        };
        world.Service.HasSockets = false;
        Assert.Equal("Echo: hi", await world.Ask("hi"));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task after_a_restart_it_shows_the_history_and_nothing_is_said_twice()
    {
        await using var world = await Start();
        await world.Ask("one");
        await world.TurnEnd();
        await world.Restart();
        Assert.Equal("Echo: two", await world.Ask("two"));
        await world.TurnEnd(2);
        Assert.Equal(["Echo: one", "Echo: two"], await world.Bots());
    }

    [Theory, InlineData(1), InlineData(100)]
    public async Task lines_that_it_brings_without_a_watermark_are_told_once_and_are_no_reason_to_ask_without_end(int most)
    {
        await using var world = await Start(c => c with { Proactive = true });
        await world.Ask("hello");
        await world.Until(() => Task.FromResult(world.Service.Sockets), sockets => sockets == 1);
        world.Service.Only.TellsWatermarks = false;
        var polls = 0;
        world.Service.Instead = (asked, http) =>
        {
            if (asked.Method is not "GET" || !asked.Path.EndsWith("/activities", StringComparison.Ordinal)) return null;
            Interlocked.Increment(ref polls);
            return (200, world.Service.Only.After(http.Request.Query["watermark"], false, most).ToJsonString());
        };
        world.Service.Bot = async (conversation, said) =>
        {
            foreach (var text in new[] { "one", "two", "three" }) conversation.Reply(said, text);
            await world.Until(world.Bots, lines => lines.Count == 4);
            return 200;
        };
        await world.Say("hi");
        var end = await world.TurnEnd(2);
        Assert.Equal(["Echo: hello", "one", "two", "three"], await world.Bots());
        Assert.InRange((end.At - (await world.Timed())[3].At).TotalSeconds, 0, 3);
        var before = polls;
        await world.Pass(2_000);
        Assert.Equal(before, polls);
        world.Service.Only.Reply(null, "four");
        await world.Until(world.Bots, lines => lines is ["Echo: hello", "one", "two", "three", "four"]);
    }

    private static Task<RemoteWorld> Start(Func<BotConnector, BotConnector>? change = null) =>
        RemoteWorld.Start(c => (change?.Invoke(c) ?? c) with { WebSocket = true, Timeout = TimeSpan.FromSeconds(8) });
}
