using Conversations.Embedded;
using Orleans.Runtime;

namespace Conversations.Tests.Engines.Embedded;

public class When_a_seed_rules
{
    [Fact]
    public void the_same_seed_gives_the_same_order_and_others_give_others()
    {
        var orders = Enumerable.Range(0, 20).Select(seed => string.Join(' ', Race(seed))).ToList();
        Assert.Equal(orders, Enumerable.Range(0, 20).Select(seed => string.Join(' ', Race(seed))));
        Assert.True(orders.Distinct().Count() > 10);
    }

    [Fact]
    public void everything_runs_on_the_thread_that_pumps()
    {
        var threads = new HashSet<int>();
        var stage = new Stage();
        stage.Do(() => Task.WhenAll(Enumerable.Range(0, 10).Select(i => stage.Grain<IThreaded>($"{i}").Note(threads, 5))));
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    [Fact]
    public void after_a_crash_no_turn_runs_and_no_caller_is_answered()
    {
        List<string> log = [];
        var gate = new TaskCompletionSource();
        var stage = new Stage();
        var grain = stage.Engine.GetGrain<IScripted>("a", "ScriptedGrain");
        var running = stage.Begin(() => grain.Hold(log, "running", gate.Task));
        var waiting = stage.Begin(() => grain.Hold(log, "waiting", Task.CompletedTask));
        var queued = stage.Scheduler.Start(() => stage.Engine.GetGrain<IScripted>("b", "ScriptedGrain").Hold(log, "queued", Task.CompletedTask));
        stage.Engine.Crash();
        stage.Open(gate);
        stage.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["running begins"], log);
        Assert.False(running.IsCompleted || waiting.IsCompleted);
        Assert.IsType<SiloUnavailableException>(queued.Exception!.InnerException);
    }

    [Fact]
    public void a_grain_that_goes_down_with_its_engine_gets_no_answer_to_its_last_call()
    {
        var stage = new Stage();
        var call = stage.Begin(() => stage.Grain<IThreaded>("a").CallAfter(stage.Engine.Crash));
        Assert.False(call.IsCompleted);
    }

    [Fact]
    public async Task a_crash_on_the_thread_pool_ends_all_turns()
    {
        var engine = new EmbeddedEngine();
        var grain = engine.GetGrain<IScripted>("a", "ScriptedGrain");
        await grain.Answer();
        var gate = new TaskCompletionSource();
        List<string> log = [];
        var running = grain.Hold(log, "x", gate.Task);
        engine.Crash();
        gate.SetResult();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.Answer());
        Assert.Equal(["x begins"], log);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public void an_engine_is_small_so_that_thousands_can_be_tried()
    {
        Race(1);
        const int Engines = 200;
        // What is looked up of grains and methods is looked up once a process; all that runs, runs on this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Engines; i++)
        {
            var stage = new Stage();
            stage.Do(() => stage.Engine.GetGrain<IScripted>("a", "ScriptedGrain").Answer());
            stage.Engine.Crash();
        }
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Engines, 1, 50_000);
    }

    private static List<string> Race(int seed)
    {
        List<string> log = [];
        var stage = new Stage(seed);
        stage.Do(() => Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            stage.Engine.GetGrain<IScripted>($"{i}", "ScriptedGrain").Hold(log, $"{i}", Task.CompletedTask))));
        return log;
    }
}

public interface IThreaded : IGrainWithStringKey
{
    Task Note(HashSet<int> threads, int more);
    Task CallAfter(Action crash);
}

internal sealed class ThreadedGrain(IGrainFactory grains) : Grain, IThreaded
{
    public async Task Note(HashSet<int> threads, int more)
    {
        threads.Add(Environment.CurrentManagedThreadId);
        await Task.Yield();
        threads.Add(Environment.CurrentManagedThreadId);
        if (more > 0)
        {
            await Task.WhenAll(
                grains.GetGrain<IThreaded>(this.GetPrimaryKeyString() + "x").Note(threads, more - 1),
                grains.GetGrain<IThreaded>(this.GetPrimaryKeyString() + "y").Note(threads, more - 1));
        }
        threads.Add(Environment.CurrentManagedThreadId);
    }

    public async Task CallAfter(Action crash)
    {
        crash();
        await grains.GetGrain<IThreaded>("b").Note([], 0);
    }
}
