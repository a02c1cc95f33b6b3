using System.Collections.Immutable;

namespace Conversations.Routing;

/// <summary>
/// When people work: shifts of a week in a time zone, without the holidays. Pure: every answer follows from the instant asked for.
/// </summary>
/// <remarks>
/// An instant is on shift when the clocks of the zone show a time of a shift and a day that is no holiday. So an hour that the
/// clocks show twice is worked twice, one that they skip is not worked, and a shift over midnight loses what falls on a holiday.
/// </remarks>
public sealed record WorkingHours
{
    private const long Day = TimeSpan.TicksPerDay;

    // More than any account needs to wait for, and an end to the search of one whose holidays never end.
    private const long Year = 366 * Day;

    private readonly WeekPlan _week = WeekPlan.Full;

    /// <summary>Day and night: no shift is off.</summary>
    public static WorkingHours Always { get; } = new() { Zone = TimeZoneInfo.Utc };

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Empty: always on shift, but for holidays.</summary>
    public ImmutableArray<Shift> Shifts
    {
        get;
        init
        {
            field = value;
            _week = WeekPlan.Of(value);
        }
    } = [];

    public ImmutableHashSet<DateOnly> Holidays { get; init; } = [];

    private bool NeverCloses => Holidays.IsEmpty && _week.IsFull;

    public bool IsOpen(DateTimeOffset at)
    {
        if (NeverCloses)
        {
            return true;
        }

        var local = at.UtcTicks + OffsetAt(at.UtcTicks);
        return SpansOf(local / Day) is { IsEmpty: false } spans && WeekPlan.Holds(spans, local % Day);
    }

    /// <summary><paramref name="at"/> itself when on shift, else the start of the next shift; null when none comes within a year.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset at)
    {
        if (NeverCloses)
        {
            return at;
        }

        var cursor = at.UtcTicks;
        return FindSpan(ref cursor, YearAfter(at), out var from, out _) ? At(from) : null;
    }

    /// <summary>When <paramref name="span"/> of working time has passed since <paramref name="from"/>; null when not within a year.</summary>
    /// <remarks>A span of nothing, or less, has passed at <paramref name="from"/> itself.</remarks>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan span)
    {
        if (span <= TimeSpan.Zero)
        {
            return from;
        }

        var (left, limit, cursor) = (span.Ticks, YearAfter(from), from.UtcTicks);
        if (NeverCloses)
        {
            return left <= limit - cursor ? from + span : null;
        }

        while (FindSpan(ref cursor, limit, out var opens, out var closes))
        {
            if (left <= closes - opens)
            {
                return At(opens + left);
            }

            left -= closes - opens;
        }

        return null;
    }

    /// <summary>Whether there was working time after <paramref name="from"/> and before <paramref name="to"/>.</summary>
    public bool OpenedBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var cursor = from.UtcTicks;
        return cursor < to.UtcTicks && (NeverCloses || FindSpan(ref cursor, to.UtcTicks, out _, out _));
    }

    /// <summary>The first working time from the cursor on and before the limit, in UTC ticks. The cursor moves to its end.</summary>
    /// <remarks>Goes from local day to local day; a day on which the clocks change is walked in two parts, each with one offset.</remarks>
    private bool FindSpan(ref long cursor, long limit, out long opens, out long closes)
    {
        while (cursor < limit)
        {
            var offset = OffsetAt(cursor);
            var day = (cursor + offset) / Day;
            var midnight = (day * Day) - offset;
            var end = Math.Min(limit, EndOfOffset(cursor, midnight + Day, offset));
            foreach (var span in SpansOf(day))
            {
                opens = Math.Max(cursor, midnight + span.From);
                closes = Math.Min(end, midnight + span.To);
                if (opens < closes)
                {
                    cursor = closes;
                    return true;
                }
            }

            cursor = end;
        }

        opens = closes = 0;
        return false;
    }

    /// <summary>The first instant before <paramref name="end"/> that has another offset, else the end. Clocks change once a day at most.</summary>
    private long EndOfOffset(long start, long end, long offset)
    {
        if (OffsetAt(end - 1) == offset)
        {
            return end;
        }

        var (same, other) = (start, end - 1);
        while (other - same > 1)
        {
            var middle = same + ((other - same) / 2);
            (same, other) = OffsetAt(middle) == offset ? (middle, other) : (same, middle);
        }

        return other;
    }

    private ReadOnlySpan<DaySpan> SpansOf(long day)
    {
        var date = DateOnly.FromDayNumber((int)day);
        return !Holidays.IsEmpty && Holidays.Contains(date) ? [] : _week.On(date.DayOfWeek);
    }

    private long OffsetAt(long utcTicks) => Zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;

    // Some days are kept free at the end of the calendar, so that no local time lies beyond it.
    private static long YearAfter(DateTimeOffset at) => Math.Min(at.UtcTicks + Year, DateTime.MaxValue.Ticks - (3 * Day));

    private static DateTimeOffset At(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}

/// <summary>A shift of one day, local time, half-open; one that ends at or before its start ends on the next day.</summary>
public readonly record struct Shift(DayOfWeek Day, TimeOnly From, TimeOnly To);
