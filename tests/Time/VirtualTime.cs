namespace Conversations.Tests.Time;

/// <summary>
/// A clock that moves only when told. <see cref="Advance"/> fires what falls due on the way, each timer at its own time, in
/// order of time and, at one time, in order of creation. Timer callbacks run on the thread that advances; one that reads the clock
/// tens of thousands of times sees it move by microseconds.
/// </summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private const int ManyReads = 50_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (DateTimeOffset Due, long Order)> _due = new();
    private DateTimeOffset _now = start;
    private long _order;
    private int _firing = -1;
    private int _reads;

    /// <summary>Starts on a Monday at nine.</summary>
    public VirtualTime() : this(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires; null when none is set.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _due.TryPeek(out _, out var first) ? first.Due : null;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            // Whoever waits for a moment by reading alone, as Orleans does for less than a millisecond, would read forever.
            if (Environment.CurrentManagedThreadId == _firing && ++_reads > ManyReads)
                _now += TimeSpan.FromMicroseconds(1);
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on by that much. <paramref name="afterEach"/> runs after each timer, for instance to let a scheduler run
    /// what the timer started before the clock moves on.</summary>
    public void Advance(TimeSpan by, Action? afterEach = null) => AdvanceTo(GetUtcNow() + by, afterEach);

    /// <inheritdoc cref="Advance"/>
    public void AdvanceTo(DateTimeOffset end, Action? afterEach = null)
    {
        while (TakeDue(end) is { } timer)
        {
            Fire(timer);
            afterEach?.Invoke();
        }
        lock (_gate)
            _now = end > _now ? end : _now;
        afterEach?.Invoke();
    }

    private void Fire(VirtualTimer timer)
    {
        lock (_gate)
            (_firing, _reads) = (Environment.CurrentManagedThreadId, 0);
        try
        {
            timer.Fire();
        }
        finally
        {
            lock (_gate)
                _firing = -1;
        }
    }

    private VirtualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            Forget();
            if (!_due.TryPeek(out var next, out var at) || at.Due > end)
                return null;
            _due.Dequeue();
            _now = at.Due > _now ? at.Due : _now;
            if (next.Timer.Period is { } period)
                Enqueue(next.Timer, next.Version, period);
            return next.Timer;
        }
    }

    private void Forget()
    {
        while (_due.TryPeek(out var next, out _) && next.Timer.Version != next.Version)
            _due.Dequeue();
    }

    private void Enqueue(VirtualTimer timer, int version, TimeSpan wait) => _due.Enqueue((timer, version), (_now + wait, _order++));

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private bool _disposed;

        public int Version { get; private set; }
        public TimeSpan? Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_disposed)
                    return false;
                Version++;
                Period = period > TimeSpan.Zero ? period : null;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    time.Enqueue(this, Version, dueTime);
                return true;
            }
        }

        public void Fire()
        {
            if (_context is null) callback(state);
            else ExecutionContext.Run(_context, s => callback(s), state);
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _disposed = true;
                Version++;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
