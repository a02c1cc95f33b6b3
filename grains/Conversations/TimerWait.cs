namespace Conversations;

/// <summary>How long a timer is to wait. Pure.</summary>
internal static class TimerWait
{
    // A timer's own limit is about 49 days; a tick that comes early decides nothing.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>Until an instant; for ever when there is none.</summary>
    /// <remarks>
    /// Never negative: -1 ms means never. Timers drop the part of a millisecond: rounded up, or that part is spent in ticks that come too
    /// early, one after the other.
    /// </remarks>
    public static TimeSpan Until(DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is not { } at) return Timeout.InfiniteTimeSpan;
        var left = at - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < Longest ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : Longest;
    }
}
