using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>The service takes every message, and nothing ever answers.</summary>
public class When_a_bot_behind_a_service_is_silent
{
    [Fact]
    public async Task five_times_it_rests_and_an_answer_in_between_begins_the_count_anew()
    {
        await using var world = await RemoteWorld.Start(c => c with { Timeout = TimeSpan.FromSeconds(1), Escalation = null });
        world.Service.Bot = (_, _) => Task.FromResult(200);
        await Silence(world, 1);
        world.Service.Bot = (conversation, said) =>
        {
            conversation.Reply(said, "Here.");
            return Task.FromResult(200);
        };
        Assert.Equal("Here.", await world.Ask("anybody?"));
        await world.Until(() => Health(world), h => h.Failures == 0);
        world.Service.Bot = (_, _) => Task.FromResult(200);
        for (var i = 1; i <= 5; i++) await Silence(world, i);
        Assert.Equal(BotState.VendorInterruption, (await Health(world)).State);
        Assert.Equal(7, world.Service.Posts.Count);
    }

    private static async Task Silence(RemoteWorld world, int failures)
    {
        Assert.Equal("That did not work.", await world.Ask($"hi {failures}"));
        Assert.Equal(BotFaults.TimedOut, (await world.Events<BotEscalated>())[^1].Reason);
        await world.Until(() => Health(world), h => h.Failures == failures);
    }

    private static async Task<BotHealthView> Health(RemoteWorld world)
    {
        Caller.System("acme").Enter();
        return (await world.Server.Grains.GetGrain<IBotGrain>("acme/remote").Read())!;
    }
}
