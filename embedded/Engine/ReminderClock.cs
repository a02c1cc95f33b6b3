using Orleans;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>The timer of one reminder. The next tick is set when the last one is over; ticks missed meanwhile are left out.</summary>
internal sealed class ReminderClock(EmbeddedEngine engine, ReminderEntry entry) : IDisposable
{
    // Timers take up to 49 days; a longer wait is made of several.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(45);
    private ITimer? _timer;
    private DateTime _due;
    private volatile bool _disposed;

    public void Arm()
    {
        var now = engine.UtcNow;
        _due = entry.StartAt;
        if (_due < now)
        {
            var missed = (now - _due).Ticks / entry.Period.Ticks;
            _due += TimeSpan.FromTicks(entry.Period.Ticks * missed);
            if (_due < now || _due == _last)
                _due += entry.Period;
        }
        else if (_due == _last)
        {
            _due += entry.Period;
        }
        Sleep(_due - now);
    }

    public void Dispose()
    {
        _disposed = true;
        _timer?.Dispose();
    }

    private DateTime _last = DateTime.MinValue;

    private void Sleep(TimeSpan wait)
    {
        if (_disposed)
            return;
        wait = wait > Longest ? Longest : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        if (_timer is null) _timer = engine.StartTimer(static self => ((ReminderClock)self!).Fire(), this, wait);
        else _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        if (_disposed || !engine.IsRunning)
            return;
        if (engine.UtcNow < _due)
        {
            Sleep(_due - engine.UtcNow);
            return;
        }
        _last = _due;
        var tick = engine.RemindableReferenceTo(entry.GrainId)!.ReceiveReminder(
            entry.ReminderName, new(entry.StartAt, entry.Period, engine.UtcNow));
        // Completes in a turn of the grain, so the continuation neither hops nor needs a scheduler of its own.
        tick.ContinueWith(Told, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            engine.Options.Scheduler ?? TaskScheduler.Default);
    }

    private void Told(Task tick)
    {
        if (tick.Exception?.InnerException is { } error)
            EngineLog.ReminderFailed(engine.Log, error, entry.ReminderName, entry.GrainId);
        Arm();
    }
}
