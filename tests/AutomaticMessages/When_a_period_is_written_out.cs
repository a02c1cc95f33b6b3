using Conversations.AutomaticMessages;

namespace Conversations.Tests.AutomaticMessages;

public class When_a_period_is_written_out
{
    [Theory]
    [InlineData("1.20:40:00", "1 day 20 hours", "1 Tag 20 Stunden")]
    [InlineData("2.01:00:00", "2 days 1 hour", "2 Tage 1 Stunde")]
    [InlineData("1.00:40:00", "1 day", "1 Tag")]
    [InlineData("01:59:59.9", "1 hour 59 minutes", "1 Stunde 59 Minuten")]
    [InlineData("13:00:00", "13 hours", "13 Stunden")]
    [InlineData("00:05:00", "5 minutes", "5 Minuten")]
    [InlineData("00:01:01", "1 minute 1 second", "1 Minute 1 Sekunde")]
    [InlineData("00:00:59.999", "59 seconds", "59 Sekunden")]
    [InlineData("00:00:00", "0 seconds", "0 Sekunden")]
    [InlineData("-1.00:00:00", "0 seconds", "0 Sekunden")]
    public void it_has_its_two_largest_units_and_the_rest_is_dropped(string time, string english, string german)
    {
        Assert.Equal(english, MessageText.Period(TimeSpan.Parse(time), "en-GB"));
        Assert.Equal(german, MessageText.Period(TimeSpan.Parse(time), "de-AT"));
    }

    [Theory, InlineData(null), InlineData("fr"), InlineData(""), InlineData("den")]
    public void it_is_english_in_languages_that_are_not_known(string? language) =>
        Assert.Equal("1 hour 2 minutes", MessageText.Period(new(1, 2, 3), language));

    [Fact]
    public void the_longest_time_does_not_fail() => Assert.Equal("10675199 days 2 hours", MessageText.Period(TimeSpan.MaxValue, "en"));
}
