using System.Collections.Immutable;

namespace Conversations.Routing;

/// <summary>
/// When people work: shifts of a week in a time zone, without the holidays. Pure: every answer follows from the instant asked for.
/// </summary>
public sealed record WorkingHours
{
    /// <summary>Day and night: no shift is off.</summary>
    public static WorkingHours Always { get; } = new() { Zone = TimeZoneInfo.Utc };

    public required TimeZoneInfo Zone { get; init; }
    /// <summary>Empty: always on shift, but for holidays.</summary>
    public ImmutableArray<Shift> Shifts { get; init; } = [];
    public ImmutableHashSet<DateOnly> Holidays { get; init; } = [];

    public bool IsOpen(DateTimeOffset at) => throw new NotImplementedException();

    /// <summary><paramref name="at"/> itself when on shift, else the start of the next shift; null when none comes within a year.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset at) => throw new NotImplementedException();

    /// <summary>When <paramref name="span"/> of working time has passed since <paramref name="from"/>; null when not within a year.</summary>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan span) => throw new NotImplementedException();

    /// <summary>Whether there was working time after <paramref name="from"/> and before <paramref name="to"/>.</summary>
    public bool OpenedBetween(DateTimeOffset from, DateTimeOffset to) => throw new NotImplementedException();
}

/// <summary>A shift of one day, local time, half-open; one that ends at or before its start ends on the next day.</summary>
public readonly record struct Shift(DayOfWeek Day, TimeOnly From, TimeOnly To);
