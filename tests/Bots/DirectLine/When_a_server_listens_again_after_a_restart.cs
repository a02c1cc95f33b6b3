using Conversations.Bots;
using Conversations.Silo.Bots.DirectLine;
using Conversations.Tests.Http;

namespace Conversations.Tests.Bots.DirectLine;

public class When_a_server_listens_again_after_a_restart
{
    private const string Acme = "acme/remote";
    // Longer than a server needs for all that it takes up at once.
    private const int Long = 2_000;

    [Theory, InlineData(true), InlineData(false)]
    public async Task what_the_bot_said_meanwhile_and_says_now_is_heard_once_and_in_order(bool webSocket)
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true, WebSocket = webSocket });
        await world.Ask("hi");
        await world.RestartAlone(() =>
        {
            world.Service.Only.Reply(null, "While you were away");
            world.Service.Only.Reply(null, "And again");
        });
        world.Service.Only.Reply(null, "Now");
        await world.Until(world.Bots, lines => lines.Contains("Now"));
        world.Service.Only.Reply(null, "Still here");
        await world.Until(world.Bots, lines => lines.Contains("Still here"));
        await world.RestartAlone(() => world.Service.Only.Reply(null, "The second time"));
        await world.Until(world.Bots, lines => lines.Contains("The second time"));
        Assert.Equal(["Echo: hi", "While you were away", "And again", "Now", "Still here", "The second time"], await world.Bots());
        Assert.Single(world.Service.Posts);
        Assert.Equal(1, world.Service.Starts);
    }

    [Fact]
    public async Task a_bot_that_may_not_speak_unasked_is_not_listened_to()
    {
        await using var world = await RemoteWorld.Start();
        await world.Ask("hi");
        await NothingIsRead(world);
        Assert.Empty(await Listen(world, "s"));
    }

    [Fact]
    public async Task a_conversation_that_is_closed_is_not_read()
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true });
        await world.Ask("hi");
        await world.Grain(g => g.Close(new CloseConversation { By = CloseReason.Consumer }));
        await NothingIsRead(world);
    }

    [Fact]
    public async Task a_conversation_that_the_bot_has_lost_is_not_read()
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true });
        world.Service.Bot = (conversation, said) =>
        {
            conversation.Reply(said, "Over to people", a => a["channelData"] = System.Text.Json.Nodes.JsonNode.Parse("""{"action":{"name":"TRANSFER","parameters":{"skill":"people"}}}"""));
            return Task.FromResult(200);
        };
        await world.Say("hi");
        await world.TurnEnd();
        await world.Until(() => world.Grain(g => g.Read()), view => view?.Bot is null);
        await NothingIsRead(world);
    }

    [Fact]
    public async Task a_request_that_comes_meanwhile_is_answered_and_nothing_is_said_twice()
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true });
        await world.Ask("hi");
        await world.RestartAlone(() => world.Service.Only.Reply(null, "While you were away"));
        await world.Say("and?");
        await world.Until(world.Bots, lines => lines.Contains("Echo: and?"));
        await world.TurnEnd(2);
        Assert.Equal(["Echo: hi", "While you were away", "Echo: and?"], await world.Bots());
    }

    [Fact]
    public async Task many_feeds_are_taken_up_a_few_at_a_time()
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true });
        const int most = 2 * FeedResumption.AtOnce + 5;
        for (var i = 0; i < most; i++)
        {
            var (id, token, _) = await world.Server.StartConversation();
            Assert.Equal(200, (await world.Server.Say(id, token, "hi")).Status);
        }
        await world.Until(() => Task.FromResult(world.Service.Conversations.Values.Sum(c => c.Words.Count)), words => words == most);
        var first = new System.Collections.Concurrent.ConcurrentDictionary<string, DateTimeOffset>();
        await world.RestartAlone(() => world.Service.Instead = (asked, _) =>
        {
            first.TryAdd(asked.Path, world.Now);
            return null;
        });
        await world.Until(() => Task.FromResult(first.Count), count => count == most);
        var times = first.Values.Order().ToList();
        Assert.True(times[FeedResumption.AtOnce] - times[0] > FeedResumption.Pause / 2, "More were read at once than that.");
        Assert.True(times[2 * FeedResumption.AtOnce] - times[0] > FeedResumption.Pause * 1.5, "More were read at once than that.");
    }

    private static async Task NothingIsRead(RemoteWorld world)
    {
        var before = 0;
        await world.RestartAlone(() => before = world.Service.Requests.Count);
        world.Service.Only.Reply(null, "Is anybody there?");
        await world.Pass(Long);
        Assert.Equal(before, world.Service.Requests.Count);
        Assert.DoesNotContain("Is anybody there?", await world.Bots());
    }

    private static async Task<IReadOnlyList<string>> Listen(RemoteWorld world, string server)
    {
        Caller.System("acme").Enter();
        return await world.Server.Grains.GetGrain<IBotGrain>(Acme).Listen(new BotListening { Server = server, Room = 10 });
    }
}
