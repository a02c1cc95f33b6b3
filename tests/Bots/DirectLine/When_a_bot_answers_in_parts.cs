namespace Conversations.Tests.Bots.DirectLine;

public class When_a_bot_answers_in_parts
{
    [Fact]
    public async Task what_it_says_before_it_ends_its_turn_is_all_of_one_answer()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = async (conversation, said) =>
        {
            foreach (var part in new[] { "one", "two", "three" })
            {
                conversation.Reply(said, part);
                await world.Pass(300);
            }
            return 200;
        };
        await world.Say("hi");
        await world.TurnEnd();
        Assert.Equal(["one", "two", "three"], await world.Bots());
        var times = await world.Timed();
        // As they come, not at the end.
        Assert.InRange((times[2].At - times[0].At).TotalMilliseconds, 200, 1200);
    }

    [Fact]
    public async Task the_wait_for_more_goes_on_as_long_as_each_brings_more()
    {
        await using var world = await RemoteWorld.Start(c => c with { MultipleActivities = TimeSpan.FromMilliseconds(700) });
        world.Service.Bot = (conversation, said) =>
        {
            _ = Later();
            return Task.FromResult(200);

            async Task Later()
            {
                foreach (var part in new[] { "one", "two", "three" })
                {
                    conversation.Reply(said, part);
                    await world.Pass(400);
                }
            }
        };
        await world.Say("hi");
        var end = await world.TurnEnd();
        Assert.Equal(["one", "two", "three"], (await world.Timed()).Where(l => l.At <= end.At).Select(l => l.Text));
    }

    [Fact]
    public async Task without_that_wait_the_first_ones_are_the_answer_and_more_is_said_as_it_comes()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = (conversation, said) =>
        {
            _ = Later();
            return Task.FromResult(200);

            async Task Later()
            {
                conversation.Reply(said, "one");
                await world.Pass(1200);
                conversation.Reply(said, "two");
            }
        };
        await world.Say("hi");
        await world.TurnEnd();
        Assert.Equal(["one"], await world.Bots());
        await world.Until(world.Bots, lines => lines is ["one", "two"]);
    }

    [Fact]
    public async Task two_requests_at_a_time_have_their_own_answers()
    {
        await using var world = await RemoteWorld.Start(patience: TimeSpan.FromMilliseconds(300));
        world.Service.Bot = async (conversation, said) =>
        {
            if ((string?)said["text"] is "slow") await world.Pass(2000);
            conversation.Reply(said, $"To {said["text"]}");
            return 200;
        };
        await world.Say("slow");
        await world.Until(world.Events<TurnDetached>, all => all.Count == 1);
        await world.Say("quick");
        await world.TurnEnd(2);
        Assert.Equal(["To quick", "To slow"], await world.Bots());
        Assert.Equal([2L, 1L], (await world.Events<BotHeard>()).Select(h => h.Turn));
        Assert.Equal(1, world.Service.Starts);
        Assert.Equal(2, world.Service.Posts.Count);
    }

    [Fact]
    public async Task an_activity_that_is_shown_twice_is_said_once()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = (conversation, said) =>
        {
            conversation.Reply(said, "once", a => a["id"] = "the-same");
            conversation.Reply(said, "once", a => a["id"] = "the-same");
            return Task.FromResult(200);
        };
        await world.Say("hi");
        await world.TurnEnd();
        Assert.Equal(["once"], await world.Bots());
    }
}
