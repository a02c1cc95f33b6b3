using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

public class When_a_bot_types
{
    private const int Long = 2_000;

    [Fact]
    public async Task between_two_lines_the_consumer_is_shown_it()
    {
        await using var world = await Start();
        world.Service.Bot = async (conversation, said) =>
        {
            conversation.Reply(said, "One moment");
            await world.Until(world.Bots, lines => lines is ["One moment"]);
            conversation.Type(said);
            await world.Until(world.Events<BotTyped>, typed => typed.Count == 1);
            Assert.True((await world.Grain(g => g.Read()))!.Bot!.Typing);
            conversation.Reply(said, "Here it is");
            return 200;
        };
        await world.Say("hi");
        await world.Until(world.Bots, lines => lines is ["One moment", "Here it is"]);
        Assert.Equal(TurnOutcome.Answered, (await world.TurnEnd()).Outcome);
        Assert.Equal(1, Assert.Single(await world.Events<BotTyped>()).Turn);
    }

    [Fact]
    public async Task unasked_the_consumers_socket_shows_it_and_nothing_is_remembered_of_it()
    {
        await using var world = await Start();
        await world.Ask("hi");
        var before = await world.Events();
        await using var consumer = await world.Server.Connect(world.StreamUrl);
        world.Service.Only.Type(null);
        await world.Until(world.Events<BotTyped>, typed => typed.Count == 1);
        while ((await consumer.Next()).All(a => a.GetProperty("type").GetString() is not "typing")) { }
        Assert.Equal([typeof(BotTyped)], (await world.Events())[before.Count..].Select(e => e.GetType()));
        Assert.Equal("Echo: and?", await world.Ask("and?"));
    }

    [Fact]
    public async Task it_answers_nothing_and_the_wait_for_more_goes_on_without_it()
    {
        await using var world = await Start(c => c with { MultipleActivities = TimeSpan.FromMilliseconds(400) });
        world.Service.Bot = async (conversation, said) =>
        {
            for (var i = 0; i < 10; i++, await world.Pass(50)) conversation.Type(said, a => a["text"] = "The an");
            conversation.Reply(said, "The answer");
            _ = Task.Run(async () =>
            {
                for (var i = 0; i < 40; i++, await world.Pass(50)) conversation.Type(said);
            });
            return 200;
        };
        await world.Say("hi");
        var end = await world.TurnEnd();
        Assert.Equal(["The answer"], await world.Bots());
        Assert.InRange((end.At - (await world.Timed())[0].At).TotalMilliseconds, 300, 1_800);
        Assert.Single(await world.Events<BotHeard>());
        Assert.InRange((await world.Events<BotTyped>()).Count, 0, 2);
    }

    [Fact]
    public async Task a_page_that_holds_it_shows_what_is_long_over_and_is_read_without_it()
    {
        await using var world = await Start(c => c with { WebSocket = false });
        await world.Ask("hi");
        var before = (await world.Events()).Count;
        world.Service.Only.Reply(null, "", a => a["type"] = "typing");
        await world.Pass(Long);
        Assert.Equal(before, (await world.Events()).Count);
        world.Service.Only.Reply(null, "Still here");
        await world.Until(world.Bots, lines => lines is ["Echo: hi", "Still here"]);
        Assert.Empty(await world.Events<BotTyped>());
    }

    private static Task<RemoteWorld> Start(Func<BotConnector, BotConnector>? change = null)
    {
        BotConnector Usual(BotConnector connector) => connector with { WebSocket = true, Proactive = true, Timeout = TimeSpan.FromSeconds(10) };
        return RemoteWorld.Start(c => change?.Invoke(Usual(c)) ?? Usual(c));
    }
}
