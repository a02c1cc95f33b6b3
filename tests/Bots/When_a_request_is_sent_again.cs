using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>Users of comparable systems complain most about doubled answers: a request that is sent again keeps its id, and what comes twice is said once.</summary>
public class When_a_request_is_sent_again
{
    [Fact]
    public void it_is_sent_again_twice_at_most()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        var repeat = new RepeatBotRequest { Key = desk.Request.Key };
        Assert.Null(desk.Talk.Tell(repeat).Refusal);
        Assert.Null(desk.Talk.Tell(repeat).Refusal);
        Assert.Equal(RefusalCodes.MovedOn, desk.Talk.Tell(repeat).Refusal!.Code);
        Assert.Equal([2, 3], desk.Talk.Events.OfType<BotRequestRepeated>().Select(e => e.Try));
        Assert.Equal("c1|0000001", desk.Request.ActivityId);
    }

    [Fact]
    public void nobody_is_asked_again_about_a_turn_that_is_over()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        var key = desk.Request.Key;
        desk.At(15);
        Assert.Equal(RefusalCodes.MovedOn, desk.Talk.Tell(new RepeatBotRequest { Key = key }).Refusal!.Code);
    }

    [Fact]
    public void an_answer_to_both_tries_is_said_once_and_what_is_new_is_added()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Text("one"));
        desk.Talk.Tell(new RepeatBotRequest { Key = desk.Request.Key });
        desk.Answers(BotDesk.Text("one"), BotDesk.Text("two"));
        desk.Takes();
        Assert.Equal(["one", "two"], desk.Seen.Select(s => s.Text));
    }

    [Fact]
    public void an_answer_that_comes_again_after_the_turn_is_the_same_answer()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Text("one"));
        desk.Takes();
        desk.At(3).Answers(BotDesk.Text("one"), BotDesk.Text("and more"));
        Assert.Equal(["one", "and more"], desk.Seen.Select(s => s.Text));
    }

    [Fact]
    public void the_same_words_under_another_id_after_the_turn_are_said_again()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Text("ok", "\"id\":\"a1\""));
        desk.Takes();
        desk.At(3).Answers(BotDesk.Text("ok", "\"id\":\"a2\""));
        Assert.Equal(["ok", "ok"], desk.Seen.Select(s => s.Text));
    }

    [Fact]
    public void a_bot_that_answered_and_then_failed_has_answered()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Text("one"));
        desk.Fails();
        desk.At(60);
        Assert.Equal("helper", desk.State.Bot);
        Assert.Equal(["one"], desk.Seen.Select(s => s.Text));
        Assert.Null(desk.State.Busy);
    }

    [Fact]
    public void a_bot_that_answered_is_not_asked_again_because_it_failed_after_that()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        var repeat = new RepeatBotRequest { Key = desk.Request.Key, UnlessAnswered = true };
        Assert.Null(desk.Talk.Tell(repeat).Refusal);
        desk.Answers(BotDesk.Text("one"));
        Assert.Equal(RefusalCodes.MovedOn, desk.Talk.Tell(repeat).Refusal!.Code);
        // After a crash nobody knows what else it would have said.
        Assert.Null(desk.Talk.Tell(repeat with { UnlessAnswered = false }).Refusal);
    }

    [Fact]
    public void a_bot_that_failed_after_its_answer_is_busy_until_that_is_said()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Pause(10), BotDesk.Text("one"));
        desk.Fails();
        Assert.True(desk.At(5).Say("well?").Ignored);
        desk.At(10);
        Assert.Equal([(10, "one")], desk.Seen);
        Assert.Equal(TurnOutcome.Answered, desk.Talk.Events.OfType<TurnEnded>().Single().Outcome);
    }

    [Fact]
    public void what_it_says_unasked_is_known_after_the_consumers_next_line()
    {
        var desk = new BotDesk(BotDesk.Connector with { Proactive = true });
        desk.Posts(BotDesk.Text("News!", "\"id\":\"a1\""));
        desk.Say("hello");
        desk.Takes();
        desk.Posts(BotDesk.Text("News!", "\"id\":\"a1\""), BotDesk.Text("Other news!", "\"id\":\"a1\""));
        desk.AnswersTo("unknown", BotDesk.Text("News!", "\"id\":\"a1\""));
        Assert.Equal(["News!", "Other news!"], desk.Seen.Select(s => s.Text));
    }

    [Fact]
    public void an_activity_that_names_no_request_is_known_in_a_later_turn_too()
    {
        var desk = new BotDesk();
        desk.Say("one");
        desk.Posts(BotDesk.Text("First.", "\"id\":\"a1\""));
        desk.Takes();
        desk.Say("two");
        desk.Posts(BotDesk.Text("First.", "\"id\":\"a1\""), BotDesk.Text("Second.", "\"id\":\"a1\""));
        desk.Takes();
        Assert.Equal(["First.", "Second."], desk.Seen.Select(s => s.Text));
    }
}
