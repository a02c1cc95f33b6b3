using System.Collections.Immutable;
using System.Globalization;
using Conversations.Accounts.Schema;
using Conversations.Routing;

namespace Conversations.Accounts.Loading;

/// <summary>Working hours: their zone exists on this machine, their days exist in the calendar.</summary>
internal sealed class WorkingHoursBuilder(FileProblems problems)
{
    private static readonly ImmutableArray<string> Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>What the document says, over what is inherited; null is the account itself.</summary>
    public WorkingHours Build(WorkingHoursDocument document, WorkingHours? inherited)
    {
        var hours = inherited ?? WorkingHours.Always;
        if (document.TimeZone is null && inherited is null)
        {
            problems.Error(document.Line, $"the working hours need 'timeZone', because times of day are local; {Patterns.TimeZoneAdvice}");
        }

        return hours with
        {
            Zone = document.TimeZone is { } zone ? ZoneOf(zone, document.LineOf("timeZone")) : hours.Zone,
            Shifts = document.Shifts is { } shifts ? [.. shifts.SelectMany(ShiftsOf)] : hours.Shifts,
            Holidays = document.Holidays is { } holidays ? HolidaysOf(document, holidays) : hours.Holidays,
        };
    }

    private TimeZoneInfo ZoneOf(string name, int line)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        if (Patterns.Fits(Patterns.TimeZone, name))
        {
            problems.Error(line, FaultOfZone(name));
        }

        return TimeZoneInfo.Utc;
    }

    private static string FaultOfZone(string name)
    {
        var known = TimeZoneInfo.GetSystemTimeZones();
        // UTC alone is always there.
        return known.Count < 2 ? $"the time zone '{name}' can't be read, because this system has no time zones; install the package tzdata"
            : Nearest.To(name, known.Select(z => z.Id)) is { } near ? $"there is no time zone '{name}'; did you mean '{near}'?"
            : $"there is no time zone '{name}'; {Patterns.TimeZoneAdvice}";
    }

    private static IEnumerable<Shift> ShiftsOf(ShiftDocument shift) =>
        from day in shift.Days ?? []
        where Days.Contains(day)
        select new Shift((DayOfWeek)Days.IndexOf(day), TimeOf(shift.From), TimeOf(shift.To));

    // 24:00 is the midnight at the day's end, which is how a shift that ends at or before its start is read.
    private static TimeOnly TimeOf(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : default;

    private ImmutableHashSet<DateOnly> HolidaysOf(WorkingHoursDocument document, IReadOnlyList<string> holidays)
    {
        var days = ImmutableHashSet.CreateBuilder<DateOnly>();
        for (var i = 0; i < holidays.Count; i++)
        {
            var line = document.LineOf("holidays", i);
            if (DateOnly.TryParseExact(holidays[i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                if (!days.Add(day))
                {
                    problems.Error(line, $"'{holidays[i]}' is in 'holidays' twice; remove one");
                }
            }
            else if (Patterns.Fits(Patterns.Date, holidays[i]))
            {
                problems.Error(line, $"the day '{holidays[i]}' is in no calendar; correct it");
            }
        }

        return days.ToImmutable();
    }
}
