using System.Collections.Immutable;

namespace Conversations.Routing;

/// <summary>A part of a day in ticks since midnight, half-open.</summary>
internal readonly record struct DaySpan(long From, long To);

/// <summary>The working times of each day of a week, in order and without overlaps: shifts over midnight are in both days.</summary>
internal sealed class WeekPlan
{
    private const int Days = 7;

    private readonly DaySpan[][] _days;

    private WeekPlan(IEnumerable<DaySpan>[] days)
    {
        _days = [.. days.Select(Merge)];
        IsFull = _days.All(d => d is [{ From: 0, To: TimeSpan.TicksPerDay }]);
    }

    /// <summary>Day and night.</summary>
    public static WeekPlan Full { get; } = new([.. Enumerable.Repeat<IEnumerable<DaySpan>>([new(0, TimeSpan.TicksPerDay)], Days)]);

    public bool IsFull { get; }

    /// <summary>The plan of these shifts; of none it is <see cref="Full"/>.</summary>
    public static WeekPlan Of(ImmutableArray<Shift> shifts)
    {
        if (shifts.IsDefaultOrEmpty)
        {
            return Full;
        }

        var days = new List<DaySpan>[Days];
        for (var day = 0; day < Days; day++)
        {
            days[day] = [];
        }

        foreach (var (day, from, to) in shifts)
        {
            var overMidnight = to <= from;
            days[(int)day].Add(new(from.Ticks, overMidnight ? TimeSpan.TicksPerDay : to.Ticks));
            if (overMidnight && to.Ticks > 0)
            {
                days[((int)day + 1) % Days].Add(new(0, to.Ticks));
            }
        }

        return new(days);
    }

    public ReadOnlySpan<DaySpan> On(DayOfWeek day) => _days[(int)day];

    public static bool Holds(ReadOnlySpan<DaySpan> spans, long time)
    {
        foreach (var span in spans)
        {
            if (time >= span.From && time < span.To)
            {
                return true;
            }
        }

        return false;
    }

    private static DaySpan[] Merge(IEnumerable<DaySpan> spans)
    {
        var merged = new List<DaySpan>();
        foreach (var span in spans.OrderBy(s => s.From))
        {
            if (merged.Count > 0 && merged[^1].To >= span.From)
            {
                merged[^1] = new(merged[^1].From, Math.Max(merged[^1].To, span.To));
            }
            else
            {
                merged.Add(span);
            }
        }

        return [.. merged];
    }
}
