using Conversations.Bots;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>When a bot is asked, and when it rests.</summary>
public class The_health_of_a_bot
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly BotReport Answered = new();

    [Theory, InlineData(4, BotState.Online), InlineData(5, BotState.VendorInterruption), InlineData(6, BotState.VendorInterruption)]
    public void five_failures_in_a_row_interrupt_it(int failures, BotState state) => Assert.Equal(state, After(failures).State);

    [Fact]
    public void one_that_succeeds_in_between_begins_anew() =>
        Assert.Equal(BotState.Online, After(4, After(4).After(Answered, Nine)).State);

    [Fact]
    public void an_answer_that_makes_no_sense_is_an_answer() =>
        Assert.Equal(0, After(4).After(new() { Fault = BotFaults.EmptyAnswer }, Nine).Failures);

    [Theory, InlineData(59_999, false), InlineData(60_000, true), InlineData(60_001, true)]
    public void a_minute_after_it_was_interrupted_one_may_try(int milliseconds, bool admitted)
    {
        var later = Nine.AddMilliseconds(milliseconds);
        Assert.Equal(admitted, After(5).Admit(later) is not null);
        if (admitted) Assert.Null(After(5).Admit(later)!.Admit(later.AddSeconds(59)));
    }

    [Fact]
    public void the_one_that_tries_decides()
    {
        var tried = After(5).Admit(Nine.AddMinutes(1))!;
        Assert.Equal(BotState.VendorInterruption, tried.After(new() { Fault = BotFaults.TimedOut }, Nine.AddMinutes(1)).State);
        Assert.Equal(BotHealth.Well, tried.After(Answered, Nine.AddMinutes(1)));
    }

    [Fact]
    public void what_needs_no_answer_tries_nothing_and_takes_the_turn_of_nobody()
    {
        Assert.Null(After(5).Admit(Nine.AddMinutes(2), needsAnswer: false));
        Assert.NotNull(After(5).Admit(Nine.AddMinutes(2)));
        Assert.NotNull(After(4).Admit(Nine, needsAnswer: false));
    }

    [Theory, InlineData(4, BotState.Online), InlineData(5, BotState.VendorInterruption)]
    public void silence_counts_like_an_error(int silences, BotState state)
    {
        var health = Enumerable.Range(0, silences).Aggregate(
            BotHealth.Well, (h, i) => h.After(new() { Fault = i % 2 == 0 ? BotFaults.TimedOut : BotFaults.BotError, Detail = $"number {i}" }, Nine));
        Assert.Equal((state, silences), (health.State, health.Failures));
        if (state is BotState.VendorInterruption) Assert.Equal("5 requests in a row failed, the last one so: number 4", health.Detail);
    }

    [Fact]
    public void requests_that_were_on_their_way_put_the_next_try_off_by_nothing()
    {
        var health = After(1, After(5), Nine.AddSeconds(50));
        Assert.NotNull(health.Admit(Nine.AddMinutes(1)));
    }

    [Fact]
    public void one_that_does_not_let_us_in_is_not_asked_at_all()
    {
        var health = BotHealth.Well.After(new() { Fault = BotFaults.ServiceInterruption, Detail = "401" }, Nine);
        Assert.Equal((BotState.ServiceInterruption, "401", Nine), (health.State, health.Detail, health.Since));
        Assert.Null(health.Admit(Nine.AddSeconds(59)));
        // Failures of another kind do not make it better.
        Assert.Equal(BotState.ServiceInterruption, After(6, health).State);
    }

    private static BotHealth After(int failures, BotHealth? before = null, DateTimeOffset? at = null) =>
        Enumerable.Range(0, failures).Aggregate(before ?? BotHealth.Well, (health, _) => health.After(new() { Fault = BotFaults.BotError }, at ?? Nine));
}
