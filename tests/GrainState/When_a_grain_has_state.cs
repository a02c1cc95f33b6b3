using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Conversations.Tests.GrainStates;

public sealed class When_a_grain_has_state : IAsyncLifetime
{
    private readonly InMemoryGrainStateRows _rows = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task it_is_there_when_the_grain_begins()
    {
        Assert.Equal(0, await Grain(_server).Began());
        Assert.False(await Grain(_server).Exists());
        Assert.Equal(5, await Grain(_server).Add(5));
        await using var next = await Start();
        Assert.Equal((5, true), (await Grain(next).Began(), await Grain(next).Exists()));
    }

    [Fact]
    public async Task states_of_one_grain_are_apart()
    {
        await Grain(_server).Add(5);
        Assert.Equal(1005, await Grain(_server).Other());
        await using var next = await Start();
        Assert.Equal(2005, await Grain(next).Other());
    }

    [Fact]
    public async Task a_cleared_one_is_empty()
    {
        await Grain(_server).Add(5);
        await Grain(_server).Clear();
        Assert.False(await Grain(_server).Exists());
        Assert.Equal(1, await Grain(_server).Add(1));
    }

    [Fact]
    public async Task an_activation_that_was_overtaken_fails_once_and_then_begins_with_what_is_stored()
    {
        var mine = Grain(_server);
        await mine.Add(1);
        await using var second = await Start();
        Assert.Equal(11, await Grain(second).Add(10));
        await Assert.ThrowsAsync<InconsistentStateException>(() => mine.Add(1));
        Assert.Equal(11, await mine.Began());
        Assert.Equal(12, await mine.Add(1));
    }

    [Fact]
    public async Task a_grain_that_notices_it_was_overtaken_can_go_on()
    {
        var mine = Grain(_server);
        await mine.Add(1);
        await using var second = await Start();
        await Grain(second).Add(10);
        Assert.True(await mine.AddAndCatch(1));
        Assert.Equal(0, await mine.Began());
        Assert.Equal(11, await mine.Reload());
        Assert.False(await mine.AddAndCatch(1));
    }

    // Two servers on one set of rows: two silos that do not know of each other, as in a split network.
    private Task<Server> Start() => Server.Start(services => services.AddSingleton<IGrainStateRows>(_rows));

    private static ITallyGrain Grain(Server server) => server.Grains.GetGrain<ITallyGrain>("a");
}
