using Conversations.Embedded;
using Conversations.Tests.Time;

namespace Conversations.Tests.Engines.Embedded;

/// <summary>An engine whose turns, order and time are in the hands of the test.</summary>
internal sealed class Stage
{
    public Stage(int seed = 1, Action<EmbeddedEngineOptions>? configure = null, VirtualTime? time = null, IServiceProvider? services = null)
    {
        Time = time ?? new VirtualTime();
        Scheduler = new SeededScheduler(seed);
        var options = new EmbeddedEngineOptions { Scheduler = Scheduler, TimeProvider = Time };
        configure?.Invoke(options);
        Engine = new EmbeddedEngine(services, options);
    }

    public VirtualTime Time { get; }
    public SeededScheduler Scheduler { get; }
    public EmbeddedEngine Engine { get; }

    public T Grain<T>(string key = "a") where T : IGrainWithStringKey => Engine.GetGrain<T>(key);

    /// <summary>Begins a call and runs until nothing is ready.</summary>
    public Task Begin(Func<Task> call)
    {
        var task = Scheduler.Start(call);
        Scheduler.Run();
        return task;
    }

    /// <inheritdoc cref="Begin(Func{Task})" />
    public Task<T> Begin<T>(Func<Task<T>> call)
    {
        var task = Scheduler.Start(call);
        Scheduler.Run();
        return task;
    }

    /// <summary>A call that must be over once nothing is ready.</summary>
    public void Do(Func<Task> call)
    {
        var task = Begin(call);
        Assert.True(task.IsCompleted, "The call is not over though nothing is ready.");
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Do(Func{Task})" />
    public T Do<T>(Func<Task<T>> call)
    {
        var task = Begin(call);
        Assert.True(task.IsCompleted, "The call is not over though nothing is ready.");
        return task.GetAwaiter().GetResult();
    }

    public void Advance(TimeSpan by) => Time.Advance(by, () => Scheduler.Run());

    /// <summary>Completes a task that a grain awaits, and runs what follows.</summary>
    public void Open(TaskCompletionSource gate)
    {
        gate.SetResult();
        Scheduler.Run();
    }
}
