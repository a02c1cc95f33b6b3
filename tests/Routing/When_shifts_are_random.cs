using Conversations.Routing;

namespace Conversations.Tests.Routing;

/// <summary>Around changes of the clocks, against an oracle that looks at each minute by itself.</summary>
public class When_shifts_are_random(ITestOutputHelper output)
{
    private const int Minutes = 9 * 24 * 60;

    /// <summary>A zone and the week after this day, in which its clocks change (UTC's never do).</summary>
    public static TheoryData<string, string> Weeks => new()
    {
        { "Europe/Berlin", "2026-03-26" }, { "Europe/Berlin", "2026-10-22" },
        { "America/New_York", "2026-03-05" }, { "America/New_York", "2026-10-29" },
        { "Asia/Kolkata", "2026-03-26" },
        { "Australia/Lord_Howe", "2026-04-02" }, { "Australia/Lord_Howe", "2026-10-01" },
        { "America/Havana", "2026-03-05" }, { "America/Havana", "2026-10-29" },
        { "UTC", "2026-12-28" },
    };

    [Theory, MemberData(nameof(Weeks))]
    public void every_answer_is_that_of_looking_at_each_minute(string zone, string week)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var start = new DateTimeOffset(DateTime.Parse(week), TimeSpan.Zero);
        for (var i = 0; i < 20; i++)
        {
            Check(HoursOf(random, zone, start), start, random, $"seed {seed}, round {i}");
        }
    }

    private static void Check(WorkingHours hours, DateTimeOffset start, Random random, string where)
    {
        var open = Enumerable.Range(0, Minutes).Select(m => IsOpen(hours, start.AddMinutes(m))).ToArray();
        for (var i = 0; i < 50; i++)
        {
            var from = random.Next(Minutes);
            var (next, span) = (Array.IndexOf(open, true, from), random.Next(1, 3_000));
            Assert.True(open[from] == hours.IsOpen(start.AddMinutes(from)), $"{where}: IsOpen at minute {from}");
            if (next >= 0)
            {
                Assert.True(start.AddMinutes(next) == hours.NextOpen(start.AddMinutes(from)), $"{where}: NextOpen from minute {from}");
            }

            if (MinuteAfter(open, from, span) is { } due)
            {
                Assert.True(start.AddMinutes(due) == hours.After(start.AddMinutes(from), TimeSpan.FromMinutes(span)), $"{where}: {span} minutes after minute {from}");
            }

            var to = random.Next(from, Minutes);
            Assert.True(open.AsSpan(from..to).Contains(true) == hours.OpenedBetween(start.AddMinutes(from), start.AddMinutes(to)), $"{where}: open between {from} and {to}");
        }
    }

    private static int? MinuteAfter(bool[] open, int from, int span)
    {
        for (var minute = from; minute < open.Length; minute++)
        {
            if (open[minute] && --span is 0)
            {
                return minute + 1;
            }
        }

        return null;
    }

    private static bool IsOpen(WorkingHours hours, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, hours.Zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        return !hours.Holidays.Contains(DateOnly.FromDateTime(local)) && (hours.Shifts.IsEmpty || hours.Shifts.Any(s => s.To > s.From
            ? s.Day == local.DayOfWeek && time >= s.From && time < s.To
            : (s.Day == local.DayOfWeek && time >= s.From) || ((DayOfWeek)(((int)s.Day + 1) % 7) == local.DayOfWeek && time < s.To)));
    }

    private static WorkingHours HoursOf(Random random, string zone, DateTimeOffset start) => new()
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        Shifts = [.. Enumerable.Range(0, random.Next(8)).Select(_ => new Shift((DayOfWeek)random.Next(7), TimeOf(random), TimeOf(random)))],
        Holidays = [.. Enumerable.Range(0, random.Next(3)).Select(_ => DateOnly.FromDateTime(start.UtcDateTime).AddDays(random.Next(9)))],
    };

    // Early times and midnight are frequent, because that is where clocks change and days end.
    private static TimeOnly TimeOf(Random random) => random.Next(4) switch
    {
        0 => new(0, 0),
        1 => new(random.Next(4), random.Next(60)),
        _ => new(random.Next(24), random.Next(60)),
    };
}
