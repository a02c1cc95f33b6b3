using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>A timer of an activation. Each tick is a call of the activation to itself, so it waits for its turn like one.</summary>
internal abstract class GrainTimer : GrainCall, IGrainTimer
{
    private static readonly GrainMethod Tick = new(typeof(IGrainTimer), "Tick", CallFlags.None);
    private static readonly GrainMethod InterleavingTick = new(
        typeof(IGrainTimer), "Tick", CallFlags.AlwaysInterleave);

    private readonly bool _keepAlive;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _ended = new();
    private TimeSpan _due;
    private TimeSpan _period;
    private int _ticking;
    private bool _changed;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
        : base(options.Interleave ? InterleavingTick : Tick)
    {
        if (Activation.Current != activation)
            throw new InvalidOperationException($"Register timers of {activation.GrainId} in its own methods, not from outside.");
        Check(options.DueTime, nameof(options.DueTime));
        Check(options.Period, nameof(options.Period));
        Target = activation;
        (_keepAlive, _due, _period) = (options.KeepAlive, options.DueTime, options.Period);
        (activation.Extras.Timers ??= []).Add(this);
        _timer = activation.Engine.StartTimer(static self => ((GrainTimer)self!).Fire(), this, Timeout.InfiniteTimeSpan);
        _timer.Change(_due, Timeout.InfiniteTimeSpan);
    }

    internal override bool KeepsAlive => _keepAlive;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        (_due, _period) = (dueTime, period);
        // In a tick, or with one waiting for its turn, the end of that tick sets the new time.
        _changed = Volatile.Read(ref _ticking) != 0;
        if (!_changed)
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (_ended.IsCancellationRequested)
            return;
        _ended.Cancel();
        _timer.Dispose();
        Target.Extras.Timers?.Remove(this);
    }

    internal override Task Start(object target)
    {
        if (_ended.IsCancellationRequested)
            return Task.CompletedTask;
        try
        {
            return Call(_ended.Token) ?? Task.CompletedTask;
        }
        catch (Exception error)
        {
            return Task.FromException(error);
        }
    }

    protected abstract Task Call(CancellationToken ended);

    internal override void Settle(Task outcome)
    {
        if (!outcome.IsCompletedSuccessfully && !_ended.IsCancellationRequested)
            EngineLog.TimerFailed(Target.Engine.Log, outcome.Exception?.InnerException, Target.GrainId);
        var next = _changed ? _due : _period;
        _changed = false;
        Volatile.Write(ref _ticking, 0);
        if (!_ended.IsCancellationRequested)
            _timer.Change(next, Timeout.InfiniteTimeSpan);
    }

    // A tick belongs to its activation and is never sent on to the next one.
    internal override void Strayed(Activation activation)
    {
    }

    internal override bool Fail(Exception error) => false;
    internal override object? ResultOf(Task outcome) => null;
    internal override Task Through(FilteredCall filters) => Task.CompletedTask;
    internal override Task SendBy(EmbeddedReference reference) => Task.CompletedTask;

    private void Fire()
    {
        if (!Target.Engine.HasCrashed && Interlocked.Exchange(ref _ticking, 1) == 0)
            Target.Push(this);
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time.TotalMilliseconds > 0xfffffffe))
            throw new ArgumentOutOfRangeException(name, time, "Give zero to 49 days, or Timeout.InfiniteTimeSpan for never.");
    }
}

internal sealed class GrainTimer<TState>(
    Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    protected override Task Call(CancellationToken ended) => callback(state, ended);
}
