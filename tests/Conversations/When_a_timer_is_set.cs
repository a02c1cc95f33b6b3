namespace Conversations.Tests.Conversing;

public class When_a_timer_is_set
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void it_never_rings_when_nothing_is_due() => Assert.Equal(Timeout.InfiniteTimeSpan, TimerWait.Until(null, Nine));

    [Theory, InlineData(-10_000), InlineData(-1), InlineData(0)]
    public void what_is_overdue_rings_at_once(long ticks) => Assert.Equal(TimeSpan.Zero, TimerWait.Until(Nine.AddTicks(ticks), Nine));

    [Theory, InlineData(1, 1), InlineData(9_999, 1), InlineData(10_000, 1), InlineData(10_001, 2)]
    public void it_never_rings_too_early_for_dropping_part_of_a_millisecond(long ticks, double milliseconds) =>
        Assert.Equal(milliseconds, TimerWait.Until(Nine.AddTicks(ticks), Nine).TotalMilliseconds);

    [Theory, InlineData(39, 39), InlineData(40, 40), InlineData(400, 40)]
    public void what_is_far_away_is_looked_at_after_40_days(int days, double waited) =>
        Assert.Equal(waited, TimerWait.Until(Nine.AddDays(days), Nine).TotalDays);
}
