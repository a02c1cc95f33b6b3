using Conversations.Embedded;

namespace Conversations.Tests.Engines.Embedded;

public class When_two_calls_reach_one_activation
{
    private readonly Stage _stage = new();
    private readonly List<string> _log = [];
    private readonly TaskCompletionSource _first = new();
    private readonly TaskCompletionSource _second = new();

    [Fact]
    public void the_second_waits_for_the_end_of_the_first()
    {
        var grain = _stage.Engine.GetGrain<IScripted>("a", "ScriptedGrain");
        Both(g => g.Hold(_log, "one", _first.Task), g => g.Hold(_log, "two", _second.Task), grain);
        Assert.Equal(["one begins", "one ends", "two begins", "two ends"], _log);
    }

    [Fact]
    public void reads_run_side_by_side()
    {
        Both(g => g.Read(_log, "one", _first.Task), g => g.Read(_log, "two", _second.Task), Plain);
        Assert.Equal(["one begins", "two begins", "one ends", "two ends"], _log);
    }

    [Fact]
    public void a_read_waits_for_a_write()
    {
        Both(g => g.Hold(_log, "write", _first.Task), g => g.Read(_log, "read", _second.Task), Plain);
        Assert.Equal(["write begins", "write ends", "read begins", "read ends"], _log);
    }

    [Fact]
    public void a_write_waits_for_all_reads()
    {
        var third = new TaskCompletionSource();
        _stage.Begin(() => Plain.Read(_log, "read 1", _first.Task));
        _stage.Begin(() => Plain.Read(_log, "read 2", _second.Task));
        _stage.Begin(() => Plain.Hold(_log, "write", third.Task));
        _stage.Open(_first);
        Assert.DoesNotContain("write begins", _log);
        _stage.Open(_second);
        Assert.Equal("write begins", _log[^1]);
    }

    [Fact]
    public void a_method_that_always_interleaves_begins_at_once()
    {
        Both(g => g.Hold(_log, "one", _first.Task), g => g.Peek(_log, "peek", _second.Task), Plain);
        Assert.Equal(["one begins", "peek begins", "one ends", "peek ends"], _log);
    }

    [Fact]
    public void a_reentrant_grain_takes_both()
    {
        Both(g => g.Hold(_log, "one", _first.Task), g => g.Hold(_log, "two", _second.Task), _stage.Grain<IReentrant>());
        Assert.Equal(["one begins", "two begins", "one ends", "two ends"], _log);
    }

    [Fact]
    public void a_one_way_call_does_not_hold_its_caller()
    {
        var sent = _stage.Begin(() => Plain.Fire(_log, "fire", _first.Task));
        Assert.True(sent.IsCompletedSuccessfully);
        Assert.Equal(["fire begins"], _log);
        _stage.Open(_first);
        Assert.Equal(["fire begins", "fire ends"], _log);
    }

    [Fact]
    public async Task a_failed_one_way_call_is_not_seen_by_its_caller()
    {
        var engine = new EmbeddedEngine();
        await engine.GetGrain<IScripted>("a", "ScriptedGrain").Fire(_log, "fire", Task.FromException(new InvalidDataException()));
        Assert.Equal(42, await engine.GetGrain<IScripted>("a", "ScriptedGrain").Answer());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task no_two_threads_are_ever_in_it(bool inline)
    {
        var engine = new EmbeddedEngine(null, new() { RunCallsInline = inline });
        var counter = engine.GetGrain<ICareless>("a");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
                await (i % 3 == 0 ? counter.AddYielding() : i % 3 == 1 ? counter.Add() : counter.AddInterleaved());
        })));
        Assert.Equal((16_000, 0), await counter.Read());
    }

    private IScripted Plain => _stage.Engine.GetGrain<IScripted>("a", "ScriptedGrain");

    private void Both(Func<IScripted, Task> one, Func<IScripted, Task> two, IScripted grain)
    {
        var first = _stage.Begin(() => one(grain));
        var second = _stage.Begin(() => two(grain));
        _stage.Open(_first);
        Assert.True(first.IsCompletedSuccessfully);
        _stage.Open(_second);
        Assert.True(second.IsCompletedSuccessfully);
    }
}

/// <summary>Counts without any lock, and notices when it is not alone.</summary>
public interface ICareless : IGrainWithStringKey
{
    Task Add();
    Task AddYielding();
    [AlwaysInterleave] Task AddInterleaved();
    Task<(int Sum, int Clashes)> Read();
}

internal sealed class CarelessGrain : Grain, ICareless
{
    private int _sum;
    private int _inside;
    private int _clashes;

    public Task Add()
    {
        Count();
        return Task.CompletedTask;
    }

    public async Task AddYielding()
    {
        await Task.Yield();
        Count();
        await Task.Delay(0);
        await Task.Yield();
    }

    public async Task AddInterleaved()
    {
        await Task.Yield();
        Count();
    }

    public Task<(int Sum, int Clashes)> Read() => Task.FromResult((_sum, _clashes));

    private void Count()
    {
        if (Interlocked.Increment(ref _inside) != 1)
            Interlocked.Increment(ref _clashes);
        var sum = _sum;
        Thread.SpinWait(5);
        _sum = sum + 1;
        Interlocked.Decrement(ref _inside);
    }
}
