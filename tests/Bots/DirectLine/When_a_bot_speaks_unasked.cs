using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

public class When_a_bot_speaks_unasked
{
    [Fact]
    public async Task it_is_heard_if_it_may_and_goes_on_being_heard()
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true });
        await world.Ask("hi");
        await world.TurnEnd();
        world.Service.Only.Reply(null, "Your parcel is here");
        await world.Until(world.Bots, lines => lines is ["Echo: hi", "Your parcel is here"]);
        world.Service.Only.Reply(null, "Still here");
        await world.Until(world.Bots, lines => lines is ["Echo: hi", "Your parcel is here", "Still here"]);
        Assert.All((await world.Events<BotHeard>())[1..], h => Assert.Null(h.Turn));
    }

    [Fact]
    public async Task it_is_recorded_and_not_shown_if_it_may_not()
    {
        await using var world = await RemoteWorld.Start();
        await world.Ask("hi");
        await world.TurnEnd();
        world.Service.Only.Reply(null, "Your parcel is here");
        await world.Say("and?");
        await world.Until(world.Bots, lines => lines.Contains("Echo: and?"));
        Assert.Equal(["Echo: hi", "Echo: and?"], await world.Bots());
        Assert.Contains(await world.Events<BotHeard>(), h => h.Refusals.Any(r => r.Reason == BotFaults.ProactiveNotAllowed));
    }

    [Fact]
    public async Task what_it_said_before_a_question_came_is_no_answer_to_it()
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true });
        world.Service.Bot = async (conversation, said) =>
        {
            await world.Pass(700);
            conversation.Reply(said, "The answer");
            return 200;
        };
        var begun = false;
        world.Service.Instead = (asked, _) =>
        {
            if (!begun && asked.Path.EndsWith("/activities", StringComparison.Ordinal))
            {
                begun = true;
                world.Service.Only.Reply(null, "Welcome");
            }
            return null;
        };
        await world.Say("hi");
        var end = await world.TurnEnd();
        Assert.Equal(["Welcome", "The answer"], await world.Bots());
        Assert.Equal([null, 1L], (await world.Events<BotHeard>()).Select(h => h.Turn));
        Assert.True(end.At >= (await world.Timed())[1].At);
    }

    [Fact]
    public async Task two_that_read_the_same_feed_say_each_thing_once()
    {
        await using var world = await RemoteWorld.Start(c => c with { Proactive = true });
        await world.Ask("hi");
        await world.TurnEnd();
        var session = (await world.Events<BotSessionChanged>())[^1].Session;
        var told = new HearBot
        {
            Bot = "remote", Activities = ["""{"type":"message","id":"x","replyToId":"x","text":"Once"}"""], Session = session with { Watermark = "99" }, ReadAfter = session,
        };
        var first = await world.Grain(g => g.Hear(told));
        await world.Say("and?");
        await world.Until(world.Bots, lines => lines.Contains("Echo: and?") || lines.Any(l => l is "Once"));
        var second = await world.Grain(g => g.Hear(told));
        Assert.Null(first.Refusal);
        Assert.Equal(RefusalCodes.MovedOn, second.Refusal?.Code);
        Assert.Single(await world.Bots(), "Once");
    }
}
