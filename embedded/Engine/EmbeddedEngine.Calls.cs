using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>Calls on their way, and the time they take.</summary>
public sealed partial class EmbeddedEngine
{
    private static readonly Action<object?> DrainTask = static activation => ((Activation)activation!).Drain();

    /// <summary>The time of the last look for idle activations: good enough to date uses, and free to read.</summary>
    internal long CoarseNow { get; set; }

    internal long Now => _time.GetTimestamp();
    internal DateTime UtcNow => _time.GetUtcNow().UtcDateTime;

    internal long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);
    internal long After(TimeSpan time) => _time.GetTimestamp() + Ticks(time);
    internal TimeSpan Until(long timestamp) => _time.GetElapsedTime(_time.GetTimestamp(), timestamp);

    /// <summary>A timer that fires once and takes nothing of its maker's context along.</summary>
    internal ITimer StartTimer(TimerCallback callback, object state, TimeSpan due)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return _time.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
        using (ExecutionContext.SuppressFlow())
            return _time.CreateTimer(callback, state, due, Timeout.InfiniteTimeSpan);
    }

    internal void Schedule(Activation activation)
    {
        if (HasCrashed)
            return;
        if (Options.Scheduler is not { } scheduler)
        {
            ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: true);
            return;
        }
        if (ExecutionContext.IsFlowSuppressed())
        {
            new Task(DrainTask, activation, TaskCreationOptions.DenyChildAttach).Start(scheduler);
            return;
        }
        using (ExecutionContext.SuppressFlow())
            new Task(DrainTask, activation, TaskCreationOptions.DenyChildAttach).Start(scheduler);
    }

    /// <summary>The calls that have as long as this one.</summary>
    internal Deadlines DeadlinesOf(GrainCall call) => call.Method.ResponseTimeout is { } limit
        ? _otherDeadlines.GetOrAdd(limit, static (l, engine) => new Deadlines(engine, l), this)
        : _deadlines;

    internal void Dispatch(GrainCall call, Activation target)
    {
        call.Source = Activation.Current;
        if (!IsRunning)
        {
            // A caller that crashed with the engine gets no answer; one from outside has to learn of it.
            if (!HasCrashed || call.Source?.Engine != this)
                call.Fail(new SiloUnavailableException("The engine is stopped; calls are refused."));
            return;
        }
        call.Target = target;
        call.Context = ExecutionContext.Capture();
        call.ReentrancyId = RequestContext.ReentrancyId;
        if (!call.IsOneWay)
            DeadlinesOf(call).Add(call);
        target.Push(call);
    }

    internal void Resend(GrainCall call, string key)
    {
        if (call.Abandoned || HasCrashed)
            return;
        if (call.Target.Class.IsObserver)
        {
            Reject(call, new ClientNotAvailableException(call.Target.GrainId));
            return;
        }
        if (!IsRunning)
        {
            Reject(call, new SiloUnavailableException("The engine stopped before the call could begin."));
            return;
        }
        call.Target = call.Target.Class.Locate(key);
        call.Target.Push(call);
    }

    internal void Settle(GrainCall call, Task outcome)
    {
        call.List?.Remove(call);
        if (HasCrashed)
            return;
        if (!call.IsOneWay)
            call.Settle(outcome);
        else if (!outcome.IsCompletedSuccessfully)
            EngineLog.OneWayFailed(Log, outcome.Exception?.InnerException, call.Method, call.Target.GrainId);
    }

    internal void Reject(GrainCall call, Exception error)
    {
        call.List?.Remove(call);
        if (!HasCrashed)
            call.Fail(error);
    }

    internal object? OwnService(Type type) =>
        type == typeof(IGrainFactory) || type == typeof(IClusterClient) || type == typeof(EmbeddedEngine) ? this
        : type == typeof(TimeProvider) ? _time
        : null;

    private static string IntegerKey(long key) => key.ToString("X", CultureInfo.InvariantCulture);
}
