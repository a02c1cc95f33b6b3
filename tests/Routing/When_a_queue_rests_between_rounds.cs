using Conversations.Routing;

namespace Conversations.Tests.Routing;

public class When_a_queue_rests_between_rounds
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly RoundPace _pace = new();
    private readonly WaitingLine _line = new();

    [Fact]
    public void it_rests_for_good_while_nobody_waits() => Assert.Null(Round(failed: false));

    [Fact]
    public void it_looks_every_30_s_while_somebody_waits()
    {
        Waits("c1");
        Assert.Equal(30, Round(failed: false));
    }

    [Fact]
    public void one_that_was_set_aside_gets_its_turn_in_time()
    {
        Waits("c1");
        _line.SetAside("c1", Nine);
        Assert.Equal(1, Round(failed: false));
    }

    [Theory, InlineData(1, 1), InlineData(2, 2), InlineData(3, 4), InlineData(5, 16), InlineData(6, 30), InlineData(60, 30)]
    public void the_more_rounds_failed_the_longer_it_rests_but_never_for_more_than_30_s(int failures, double seconds)
    {
        for (var i = 1; i < failures; i++) Round(failed: true);
        Assert.Equal(seconds, Round(failed: true));
    }

    [Fact]
    public void a_round_that_succeeds_makes_up_for_all_that_failed()
    {
        Round(failed: true);
        Round(failed: true);
        Round(failed: false);
        Assert.Equal(1, Round(failed: true));
    }

    [Fact]
    public void what_is_said_about_a_conversation_while_it_is_asked_asks_it_again()
    {
        var inquiries = new Inquiries();
        inquiries.Add(["c1", "c2", "c3"]);
        Assert.Equal((2, 1), (inquiries.Take(2).Length, inquiries.Count));
        Assert.Single(inquiries.Take(2));
        inquiries.Add("c1");
        Assert.Equal(["c1"], inquiries.Take(2));
        Assert.Empty(inquiries.Take(2));
    }

    [Fact]
    public void who_could_not_be_asked_is_asked_in_the_next_round_and_not_in_this_one()
    {
        var inquiries = new Inquiries();
        inquiries.NotReached("c1");
        Assert.Equal((1, true), (inquiries.Count, inquiries.HasUnreached));
        Assert.Empty(inquiries.Take(2));
        inquiries.AskAgain();
        Assert.False(inquiries.HasUnreached);
        Assert.Equal(["c1"], inquiries.Take(2));
    }

    private void Waits(string conversation) => _line.Set(new() { Conversation = conversation, Since = Nine }, 1);

    // The seconds until the next one.
    private double? Round(bool failed)
    {
        _pace.Begins();
        if (failed) _pace.Fails();
        _pace.Ends();
        return (_pace.Next(_line, Nine) - Nine)?.TotalSeconds;
    }
}
