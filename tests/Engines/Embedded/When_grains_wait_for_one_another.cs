using Conversations.Embedded;

namespace Conversations.Tests.Engines.Embedded;

public class When_grains_wait_for_one_another
{
    private readonly Stage _stage = new();

    [Fact]
    public void each_caller_gets_a_timeout_exactly_at_the_limit()
    {
        var call = _stage.Begin(() => Plain("a").CallBack("b", allow: false));
        _stage.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        _stage.Advance(TimeSpan.FromTicks(1));
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
        Assert.Equal(42, _stage.Do(() => Plain("a").Answer()));
        Assert.Equal(42, _stage.Do(() => Plain("b").Answer()));
    }

    [Fact]
    public void the_limit_can_be_set()
    {
        var stage = new Stage(configure: o => o.Messaging.ResponseTimeout = TimeSpan.FromSeconds(2));
        var call = stage.Begin(() => stage.Engine.GetGrain<IScripted>("a", "ScriptedGrain").Hold([], "x", new TaskCompletionSource().Task));
        stage.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
    }

    [Fact]
    public void a_method_can_have_a_limit_of_its_own()
    {
        var call = _stage.Begin(() => Plain("a").Linger(new TaskCompletionSource().Task));
        _stage.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        _stage.Advance(TimeSpan.FromTicks(1));
        Assert.IsType<TimeoutException>(call.Exception!.InnerException);
    }

    [Fact]
    public void a_call_that_timed_out_while_it_waited_is_not_run_any_more()
    {
        var gate = new TaskCompletionSource();
        List<string> log = [];
        _stage.Begin(() => Plain("a").Hold(log, "one", gate.Task));
        _stage.Begin(() => Plain("a").Hold(log, "two", gate.Task));
        _stage.Advance(TimeSpan.FromSeconds(30));
        _stage.Open(gate);
        Assert.Equal(["one begins", "one ends"], log);
    }

    [Fact]
    public void a_chain_that_allows_it_comes_back_in() => Assert.Equal(42, _stage.Do(() => Plain("a").CallBack("b", allow: true)));

    [Fact]
    public async Task the_same_holds_when_calls_run_inline()
    {
        var engine = new EmbeddedEngine(null, new() { Messaging = { ResponseTimeout = TimeSpan.FromMilliseconds(50) } });
        await engine.GetGrain<IScripted>("a", "ScriptedGrain").Answer();
        await engine.GetGrain<IScripted>("b", "ScriptedGrain").Answer();
        Assert.Equal(42, await engine.GetGrain<IScripted>("a", "ScriptedGrain").CallBack("b", allow: true));
        await Assert.ThrowsAsync<TimeoutException>(() => engine.GetGrain<IScripted>("a", "ScriptedGrain").CallBack("b", allow: false));
    }

    [Fact]
    public async Task a_long_chain_of_calls_does_not_use_up_the_stack()
    {
        var engine = new EmbeddedEngine();
        for (var round = 0; round < 2; round++)
            Assert.Equal(20_000, await engine.GetGrain<ILink>(0).Follow(20_000));
    }

    private IScripted Plain(string key) => _stage.Engine.GetGrain<IScripted>(key, "ScriptedGrain");
}

public interface ILink : IGrainWithIntegerKey
{
    Task<int> Follow(int links);
}

internal sealed class LinkGrain : Grain, ILink
{
    public async Task<int> Follow(int links) =>
        links == 0 ? 0 : 1 + await GrainFactory.GetGrain<ILink>(this.GetPrimaryKeyLong() + 1).Follow(links - 1);
}
