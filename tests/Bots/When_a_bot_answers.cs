using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>SEED4, and the field's complaints: one queue per conversation, delays included, and a turn that ends when all of it is said.</summary>
public class When_a_bot_answers
{
    [Fact]
    public void a_message_becomes_one_request_that_says_what_it_is_made_of()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        Assert.Equal(("c1|0000001", BotRequestKind.Message, "hello"), (desk.Request.ActivityId, desk.Request.Kind, desk.Request.Text));
        Assert.Equal([1L], desk.Request.Messages);
        Assert.NotNull(desk.State.Busy);
    }

    [Fact]
    public void answers_come_before_the_request_is_taken_and_the_turn_ends_with_it()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.At(1).Answers(BotDesk.Text("Hi."));
        Assert.NotNull(desk.State.Busy);
        desk.At(2).Takes();
        Assert.Null(desk.State.Busy);
        Assert.Equal([(1, "Hi.")], desk.Seen);
        Assert.Equal(1, desk.Talk.Messages.Last().InReplyTo);
        Assert.Equal(TurnOutcome.Answered, desk.Talk.Events.OfType<TurnEnded>().Single().Outcome);
    }

    [Fact]
    public void a_request_may_be_taken_before_any_answer_comes()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.At(1).Takes();
        Assert.NotNull(desk.State.Busy);
        desk.At(9).Answers(BotDesk.Text("Hi."));
        Assert.Null(desk.State.Busy);
        desk.At(30);
        Assert.Equal([(9, "Hi.")], desk.Seen);
    }

    [Fact]
    public void delays_are_kept_in_order_and_counted_one_after_the_other()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Text("one"), BotDesk.Pause(2), BotDesk.Text("two"), BotDesk.Pause(3, typing: false), BotDesk.Text("three"));
        desk.Takes();
        desk.At(20);
        Assert.Equal([(0, "one"), (2, "two"), (5, "three")], desk.Seen);
        Assert.Equal([(true, 2.0), (false, 5.0)], desk.Talk.Events.OfType<BotPaused>().Select(p => (p.Typing, (p.Until - Conversing.Talk.Nine).TotalSeconds)));
        Assert.Equal(2, desk.Talk.Events.OfType<BotResumed>().Count());
    }

    [Fact]
    public void the_bot_is_busy_until_the_last_delay_is_over()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Pause(4), BotDesk.Text("Hi."));
        desk.Takes();
        Assert.True(desk.At(3.9).Say("well?").Ignored);
        Assert.False(desk.At(4).Say("well?").Ignored);
    }

    [Theory, InlineData(1.999, false), InlineData(2, true)]
    public void a_reply_at_once_waits_for_the_bots_last_word_and_is_not_ignored(double at, bool ignored)
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.At(1).Answers(BotDesk.Text("Hi."));
        Assert.Equal(ignored, desk.At(at).Say("one more thing").Ignored);
        desk.At(3).Answers(BotDesk.Text("And welcome."));
        desk.Takes();
        Assert.Equal(ignored ? 1 : 2, desk.State.LastTurn);
        if (!ignored) Assert.Equal("one more thing", desk.Request.Text);
    }

    [Fact]
    public void a_pure_delay_is_an_answer()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Pause(1));
        desk.Takes();
        desk.At(60);
        Assert.Equal("helper", desk.State.Bot);
        Assert.Empty(desk.Seen);
        Assert.Null(desk.State.Busy);
    }

    [Fact]
    public void the_consumer_may_type_ahead_and_the_answers_wait_their_turn()
    {
        var desk = new BotDesk(interruptions: InterruptionRules.Default with { Policy = InterruptionPolicy.Process });
        desk.Say("first");
        var first = desk.Request;
        desk.Answers(BotDesk.Pause(5), BotDesk.Text("to the first"));
        desk.Takes();
        desk.At(1).Say("second");
        desk.Answers(BotDesk.Text("to the second"));
        desk.Takes();
        desk.At(20);
        Assert.Equal([(5, "to the first"), (5, "to the second")], desk.Seen);
        Assert.Equal([1L, 2L], desk.Talk.Messages.Where(m => m.From.Role == Role.Bot).Select(m => m.InReplyTo!.Value));
        Assert.NotEqual(first.Key, desk.State.Effects.OfType<BotRequest>().LastOrDefault()?.Key);
    }

    [Fact]
    public void what_it_says_is_never_taken_for_a_template()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Text("{consumerId} {$secret.KEY}"));
        Assert.Equal([(0, "{consumerId} {$secret.KEY}")], desk.Seen);
    }

    [Fact]
    public void the_same_activity_counts_once()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        var first = desk.Answers(BotDesk.Text("Hi.", "\"id\":\"a1\""));
        var again = desk.Answers(BotDesk.Text("Hi.", "\"id\":\"a1\""));
        Assert.Equal(first.Seq, again.Seq);
        Assert.Single(desk.Seen);
    }

    [Fact]
    public void the_same_words_twice_are_said_twice()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Text("Hi."), BotDesk.Text("Hi."));
        Assert.Equal(2, desk.Seen.Count());
    }

    [Fact]
    public void the_same_words_count_once_where_the_bot_may_not_know_that_they_arrived()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Text("Hi."));
        var activity = $$"""{"type":"message","text":"Hi.","replyToId":"{{desk.Request.ActivityId}}"}""";
        desk.Talk.Tell(new HearBot { Bot = BotDesk.Bot, Activities = [activity], Doubtful = true });
        Assert.Single(desk.Seen);
    }

    [Fact]
    public void more_than_a_hundred_activities_are_refused_once()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        for (var i = 0; i < 10_000; i++) desk.Answers(BotDesk.Text($"line {i}"));
        desk.Takes();
        Assert.Equal(100, desk.Seen.Count());
        Assert.Equal([BotFaults.TooMany], desk.Refused);
        Assert.Null(desk.State.Busy);
    }

    [Fact]
    public void a_waiting_message_is_sent_while_it_has_not_answered_and_never_after()
    {
        var desk = new BotDesk(BotDesk.Connector with
        {
            ProactiveMessages =
            [
                new() { After = TimeSpan.FromSeconds(2), Text = LocalizedText.Of("Still here.") },
                new() { After = TimeSpan.FromSeconds(5), Text = LocalizedText.Of("Nearly.") },
            ],
        });
        desk.Say("hello");
        desk.At(4).Answers(BotDesk.Text("Hi."));
        desk.Takes();
        desk.At(30);
        Assert.Equal([(2, "Still here."), (4, "Hi.")], desk.Seen);
    }
}
