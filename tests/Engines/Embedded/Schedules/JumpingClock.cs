using Conversations.Tests.Time;

namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>A wall clock that somebody sets, forward or back, while timers run on as before.</summary>
internal sealed class JumpingClock(VirtualTime time) : TimeProvider
{
    private TimeSpan _offset;

    public void Jump(TimeSpan by) => _offset += by;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + _offset;

    public override long GetTimestamp() => time.GetTimestamp();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);

    /// <summary>The time that timers and consumers live by, which nobody sets.</summary>
    public DateTimeOffset Steady => time.GetUtcNow();
}
