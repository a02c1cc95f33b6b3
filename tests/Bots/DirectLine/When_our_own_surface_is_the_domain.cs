using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>One account's bot is another account's bot with a flow, reached over this server's own Direct Line.</summary>
public class When_our_own_surface_is_the_domain
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task the_flow_behind_it_answers(bool overSocket)
    {
        await using var world = await Start(overSocket);
        Assert.Equal("echo: hello", await world.Ask("hi"));
        Assert.Equal("echo: what?", await world.Ask("anything"));
        Assert.Equal(["echo: hello", "echo: what?"], await world.Bots());
        Assert.Equal([1L, 2L], (await world.Events<BotHeard>()).Select(h => h.Turn));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task what_is_private_there_does_not_even_reach_us(bool overSocket)
    {
        await using var world = await Start(overSocket);
        Assert.Equal("noted", await world.Ask("private"));
        Assert.DoesNotContain(await world.Events(), e => $"{e}".Contains("SECRET-NOTE", StringComparison.Ordinal));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task its_end_is_ours(bool overSocket)
    {
        await using var world = await Start(overSocket);
        await world.Say("bye");
        await world.Until(world.Events<ConversationClosed>, all => all.Count == 1);
        Assert.Equal(["goodbye"], await world.Bots());
    }

    private static Task<RemoteWorld> Start(bool overSocket) => RemoteWorld.Start(c => RemoteWorld.OwnSurface(c) with { WebSocket = overSocket });
}
