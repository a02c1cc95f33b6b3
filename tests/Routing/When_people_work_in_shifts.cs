using System.Collections.Immutable;
using Conversations.Routing;

namespace Conversations.Tests.Routing;

public class When_people_work_in_shifts
{
    private static readonly DayOfWeek[] WorkingDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static DateTimeOffset Utc(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    private static WorkingHours Berlin(params Shift[] shifts) => new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Shifts = [.. shifts] };

    private static Shift Shift(DayOfWeek day, string from, string to) => new(day, TimeOnly.Parse(from), TimeOnly.Parse(to));

    private static WorkingHours Office => Berlin([.. WorkingDays.Select(d => Shift(d, "09:00", "18:00"))]);

    [Fact]
    public void a_shift_includes_its_start_and_not_its_end()
    {
        Assert.False(Office.IsOpen(Utc(7, 1, 7).AddTicks(-1)));
        Assert.True(Office.IsOpen(Utc(7, 1, 7)));
        Assert.True(Office.IsOpen(Utc(7, 1, 16).AddTicks(-1)));
        Assert.False(Office.IsOpen(Utc(7, 1, 16)));
    }

    [Fact]
    public void the_next_shift_after_friday_evening_is_on_monday_morning() => Assert.Equal(Utc(7, 6, 7), Office.NextOpen(Utc(7, 3, 16)));

    [Fact]
    public void an_instant_on_shift_is_its_own_next() => Assert.Equal(Utc(7, 1, 10, 17), Office.NextOpen(Utc(7, 1, 10, 17)));

    [Fact]
    public void working_time_stands_still_over_night_and_over_the_weekend() =>
        Assert.Equal(Utc(7, 6, 8, 30), Office.After(Utc(7, 3, 15), TimeSpan.FromHours(2.5)));

    [Fact]
    public void a_time_that_is_up_with_the_shift_is_up_then_and_not_in_the_next_shift() =>
        Assert.Equal(Utc(7, 3, 16), Office.After(Utc(7, 3, 15), TimeSpan.FromHours(1)));

    [Fact]
    public void no_time_at_all_has_passed_at_once() => Assert.Equal(Utc(7, 4, 15), Office.After(Utc(7, 4, 15), TimeSpan.Zero));

    [Fact]
    public void a_shift_over_midnight_belongs_to_the_day_on_which_it_starts()
    {
        var night = Berlin(Shift(DayOfWeek.Saturday, "22:00", "06:00"));
        Assert.Equal(Utc(7, 4, 20), night.NextOpen(Utc(7, 1, 0)));
        Assert.True(night.IsOpen(Utc(7, 5, 3, 59)));
        Assert.False(night.IsOpen(Utc(7, 5, 4)));
        Assert.Equal(Utc(7, 11, 21), night.After(Utc(7, 4, 20), TimeSpan.FromHours(9)));
    }

    [Fact]
    public void a_shift_that_ends_when_it_starts_lasts_a_day()
    {
        var sunday = Berlin(Shift(DayOfWeek.Sunday, "08:00", "08:00"));
        Assert.Equal(Utc(7, 6, 6), sunday.After(Utc(7, 5, 6), TimeSpan.FromHours(24)));
        Assert.False(sunday.IsOpen(Utc(7, 6, 6)));
    }

    [Fact]
    public void holidays_are_whole_local_days()
    {
        var hours = Berlin([.. WorkingDays.Select(d => Shift(d, "22:00", "06:00"))]) with { Holidays = [new(2026, 12, 25)] };
        // The shift of Thursday ends with the day, and the one that starts on the holiday is worked from its midnight on.
        Assert.True(hours.IsOpen(Utc(12, 24, 22, 59)));
        Assert.False(hours.IsOpen(Utc(12, 24, 23)));
        Assert.Equal(Utc(12, 25, 23), hours.NextOpen(Utc(12, 24, 23)));
    }

    [Fact]
    public void without_shifts_only_holidays_are_off()
    {
        var hours = Berlin() with { Holidays = [new(2026, 12, 25), new(2026, 12, 26)] };
        Assert.True(hours.IsOpen(Utc(12, 24, 22)));
        Assert.Equal(Utc(12, 26, 23), hours.NextOpen(Utc(12, 25, 1)));
    }

    [Fact]
    public void a_week_of_holidays_is_passed_over()
    {
        var hours = Office with { Holidays = [.. Enumerable.Range(6, 5).Select(d => new DateOnly(2026, 7, d))] };
        Assert.Equal(Utc(7, 13, 7), hours.NextOpen(Utc(7, 3, 17)));
    }

    [Fact]
    public void an_hour_that_the_clocks_skip_is_not_worked()
    {
        // On 29 March 2026 Berlin goes from 02:00 to 03:00, which is 01:00 in UTC.
        var night = Berlin(Shift(DayOfWeek.Sunday, "01:00", "05:00"));
        Assert.Equal(Utc(3, 29, 3), night.After(Utc(3, 29, 0), TimeSpan.FromHours(3)));
        Assert.Equal(Utc(3, 29, 1), Berlin(Shift(DayOfWeek.Sunday, "02:30", "04:00")).NextOpen(Utc(3, 28, 12)));
        Assert.Equal(Utc(4, 5, 0), Berlin(Shift(DayOfWeek.Sunday, "02:00", "03:00")).NextOpen(Utc(3, 28, 12)));
    }

    [Fact]
    public void an_hour_that_the_clocks_show_twice_is_worked_twice()
    {
        // On 25 October 2026 Berlin goes from 03:00 back to 02:00, which is 01:00 in UTC.
        var night = Berlin(Shift(DayOfWeek.Sunday, "01:00", "05:00"));
        Assert.Equal(Utc(10, 25, 4), night.After(Utc(10, 24, 23), TimeSpan.FromHours(5)));
        var half = Berlin(Shift(DayOfWeek.Sunday, "02:00", "02:30"));
        Assert.Equal(Utc(10, 25, 1, 30), half.After(Utc(10, 24, 23), TimeSpan.FromHours(1)));
    }

    [Fact]
    public void working_time_must_lie_between_two_instants_to_count()
    {
        Assert.False(Office.OpenedBetween(Utc(7, 3, 16), Utc(7, 6, 7)));
        Assert.True(Office.OpenedBetween(Utc(7, 3, 16), Utc(7, 6, 7).AddTicks(1)));
        Assert.True(Office.OpenedBetween(Utc(7, 3, 15), Utc(7, 3, 15).AddTicks(1)));
        Assert.False(Office.OpenedBetween(Utc(7, 3, 15), Utc(7, 3, 15)));
        Assert.True(WorkingHours.Always.OpenedBetween(Utc(7, 3, 15), Utc(7, 3, 15).AddTicks(1)));
    }

    [Fact]
    public void nothing_is_found_beyond_a_year()
    {
        var closed = Berlin() with { Holidays = [.. Enumerable.Range(0, 800).Select(d => new DateOnly(2026, 1, 1).AddDays(d))] };
        Assert.Null(closed.NextOpen(Utc(1, 2, 0)));
        Assert.Null(closed.After(Utc(1, 2, 0), TimeSpan.FromTicks(1)));
        Assert.Null(Berlin(Shift(DayOfWeek.Sunday, "12:00", "12:01")).After(Utc(1, 2, 0), TimeSpan.FromHours(1)));
        Assert.Null(WorkingHours.Always.After(Utc(1, 2, 0), TimeSpan.FromDays(367)));
        Assert.Null(Office.After(DateTimeOffset.MaxValue, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void without_shifts_and_holidays_every_instant_is_worked()
    {
        var at = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.FromHours(5));
        Assert.True(WorkingHours.Always.IsOpen(at));
        Assert.Equal(at, WorkingHours.Always.NextOpen(at));
        Assert.Equal(at.AddHours(1), WorkingHours.Always.After(at, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void other_shifts_make_another_plan()
    {
        var hours = Office with { Shifts = [Shift(DayOfWeek.Sunday, "10:00", "11:00")] };
        Assert.Equal(Utc(7, 5, 8), hours.NextOpen(Utc(7, 1, 10)));
    }
}
