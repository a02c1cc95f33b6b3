using System.Text.Json.Nodes;
using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

public class When_a_feed_fails
{
    [Fact]
    public async Task polls_that_fail_for_a_while_lose_nothing()
    {
        await using var world = await RemoteWorld.Start();
        var failed = 0;
        world.Service.Instead = (asked, _) => asked.Method is "GET" && ++failed <= 2 ? (failed is 1 ? (503, "") : (200, "{\"activities\":[")) : null;
        Assert.Equal("Echo: hi", await world.Ask("hi"));
        Assert.Equal(TurnOutcome.Answered, (await world.TurnEnd()).Outcome);
        Assert.Equal(["Echo: hi"], await world.Bots());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task a_feed_that_can_not_be_read_at_once_is_given_up_and_begun_anew(bool overSocket)
    {
        await using var world = await RemoteWorld.Start(c => c with { WebSocket = overSocket });
        world.Service.Bot = (conversation, said) =>
        {
            conversation.Add([.. Enumerable.Range(1, 20_000).Select(i => new JsonObject
            {
                ["type"] = "message", ["id"] = $"flood-{i}", ["text"] = "Flood", ["replyToId"] = (string?)said["id"],
            })]);
            return Task.FromResult(200);
        };
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Contains("1 MB", Assert.Single(await world.Events<BotEscalated>()).Detail, StringComparison.Ordinal);
        Assert.Equal("", (await world.Events<BotSessionChanged>())[^1].Session.ConversationId);
        Assert.Single(world.Service.Posts);
    }

    [Fact]
    public async Task of_thousands_of_activities_the_first_hundred_are_said()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = (conversation, said) =>
        {
            for (var i = 1; i <= 3_000; i++) conversation.Reply(said, $"Line {i}");
            return Task.FromResult(200);
        };
        await world.Say("hi");
        await world.TurnEnd();
        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"Line {i}"), await world.Bots());
        Assert.Contains((await world.Events<BotHeard>())[^1].Refusals, r => r.Reason == BotFaults.TooMany);
    }

    [Fact]
    public async Task what_arrived_although_nobody_said_so_is_not_sent_again()
    {
        await using var world = await RemoteWorld.Start();
        var broken = 0;
        world.Service.Bot = async (conversation, said) =>
        {
            await world.Pass(50);
            if (Interlocked.Increment(ref broken) == 1) conversation.BreakRequest?.Invoke();
            _ = world.Pass(1500).ContinueWith(_ => conversation.Reply(said, "Arrived"), TaskScheduler.Default);
            return 200;
        };
        Assert.Equal("Arrived", await world.Ask("hi"));
        Assert.Single(world.Service.Posts);
        Assert.Single(await world.Events<BotRequestRepeated>());
    }

    [Fact]
    public async Task a_feed_that_fails_while_it_is_looked_into_is_no_leave_to_send_again()
    {
        await using var world = await RemoteWorld.Start();
        var failing = false;
        world.Service.Bot = (conversation, said) =>
        {
            failing = true;
            conversation.BreakRequest?.Invoke();
            _ = world.Pass(2500).ContinueWith(_ => conversation.Reply(said, "Arrived"), TaskScheduler.Default);
            return Task.FromResult(200);
        };
        var polls = 0;
        world.Service.Instead = (asked, _) => asked.Method is "GET" && failing && ++polls <= 2 ? (503, "") : null;
        await world.Ask("hi");
        Assert.Single(world.Service.Posts);
    }
}
