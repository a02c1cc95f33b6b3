using Conversations.Bots;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>A public Direct Line server between us and a bot on a public SDK.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_offline_directline_is_the_service : IAsyncLifetime
{
    private OfflineDirectLine _service = null!;
    private RemoteWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await OfflineDirectLine.Start();
        _world = await RemoteWorld.Start(
            c => c with { Endpoint = _service.Endpoint, Secret = null, WebSocket = true, Timeout = TimeSpan.FromSeconds(15) }, _service.Host);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task it_echoes_what_is_said()
    {
        Assert.Equal("Echo 1: hello", await _world.Ask("hello"));
        Assert.Equal("Echo 2: and?", await _world.Ask("and?"));
        Assert.Equal(("hello", $"{_world.Conversation}|0000001"), await _service.Message());
        Assert.Equal([1L, 2L], (await _world.Events<BotHeard>()).Select(h => h.Turn));
    }

    [Fact]
    public async Task several_messages_of_one_activity_are_said_in_their_order_and_the_private_one_to_agents()
    {
        await _world.Ask("multi");
        var lines = await _world.Until(_world.Timed, all => all.Count == 3);
        Assert.Equal(["this is a text", "This is a private text", "this comes later"], lines.Select(l => l.Text));
        Assert.InRange((lines[2].At - lines[1].At).TotalSeconds, 0.99, 2.5);
        Assert.Equal(["this is a text", "this comes later"], await _world.Bots());
    }

    [Fact]
    public async Task several_activities_of_one_turn_are_one_answer()
    {
        await _world.Say("twice");
        await _world.TurnEnd();
        Assert.Equal(["one", "two"], await _world.Bots());
    }

    [Fact]
    public async Task a_private_message_goes_to_agents_with_the_transfer()
    {
        await _world.Say("agent");
        var transferred = await _world.Until(_world.Events<Transferred>, all => all.Count == 1);
        Assert.Equal("people", transferred[0].SkillId);
        Assert.Equal("This is a private text", Assert.Single(await _world.Timed()).Text);
        Assert.Empty(await _world.Bots());
    }

    [Fact]
    public async Task a_delay_is_waited_for_here()
    {
        await _world.Say("delay");
        var lines = await _world.Until(_world.Timed, all => all.Count == 1);
        var asked = (await _world.Events<BotHeard>())[0].At;
        Assert.Equal("after the delay", lines[0].Text);
        Assert.InRange((lines[0].At - asked).TotalSeconds, 0.99, 2.5);
    }

    [Fact]
    public async Task a_bot_that_fails_once_is_asked_again_with_the_same_id()
    {
        Assert.Equal("Echo 1: fail once", await _world.Ask("fail once"));
        Assert.Equal(await _service.Message(), await _service.Message());
    }
}
