using Conversations.Flows;

namespace Conversations.Tests.Conversing;

/// <summary>SEED0: messages at chosen seconds after the step began, each once, never after its answer.</summary>
public class When_a_step_works_for_long
{
    [Fact]
    public void one_message_is_sent_once_at_its_second()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(3)));
        talk.Say("order 7");
        talk.At(10).Answer(talk.Integration, ("status", "shipped"));
        Assert.Equal([(3, "Still looking after 3 s."), (10, "Order 7 is shipped.")], talk.BotSaid);
    }

    [Fact]
    public void each_of_several_messages_is_sent_once_at_its_own_second()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(5, 2)));
        talk.Say("order 7");
        talk.At(7).Answer(talk.Integration, ("status", "shipped"));
        Assert.Equal([(2, "Still looking after 2 s."), (5, "Still looking after 5 s."), (7, "Order 7 is shipped.")], talk.BotSaid);
        Assert.Equal([true, true, false], talk.Messages.Where(m => m.From.Role == Role.Bot).Select(m => m.Proactive));
    }

    [Theory, InlineData(1.9, 0), InlineData(2, 0), InlineData(2.001, 1)]
    public void an_answer_at_the_very_second_wins_over_the_waiting_message(double answeredAt, int sent)
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2)));
        talk.Say("order 7");
        if (answeredAt > 2) talk.At(answeredAt); else talk.Asleep(answeredAt);
        talk.Answer(talk.Integration, ("status", "shipped"));
        talk.At(60);
        Assert.Equal(sent, talk.Messages.Count(m => m.Proactive));
    }

    [Fact]
    public void none_is_sent_after_the_answer()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2, 5)));
        talk.Say("order 7");
        talk.At(3).Answer(talk.Integration, ("status", "shipped"));
        talk.At(60);
        Assert.Equal([(2, "Still looking after 2 s."), (3, "Order 7 is shipped.")], talk.BotSaid);
    }

    [Fact]
    public void after_a_crash_what_was_missed_is_sent_late_and_once()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2, 5, 9)));
        talk.Say("order 7");
        talk.Asleep(6).Tell(TimePassed.Instance);
        talk.Tell(TimePassed.Instance);
        Assert.Equal([(6, "Still looking after 2 s."), (6, "Still looking after 5 s.")], talk.BotSaid);
        talk.At(60);
        Assert.Equal(3, talk.BotSaid.Count());
    }

    [Fact]
    public void a_post_action_sends_them_too_after_the_step_has_spoken()
    {
        var step = Talk.SlowStep(2) with { PreActions = [], Message = LocalizedText.Of("I will see."), PostActions = [Talk.Look, new SayAction { Text = LocalizedText.Of("It is {status}.") }] };
        var talk = new Talk(Talk.Account(null, step));
        talk.Say("order 7");
        talk.At(4).Answer(talk.Integration, ("status", "refunded"));
        Assert.Equal([(0, "I will see."), (2, "Still looking after 2 s."), (4, "It is refunded.")], talk.BotSaid);
    }

    [Fact]
    public void a_pause_after_the_answer_brings_no_waiting_message()
    {
        var step = Talk.SlowStep(2, 5) with { PostActions = [new WaitAction { Time = TimeSpan.FromSeconds(10) }, new SayAction { Text = LocalizedText.Of("Anything else?") }] };
        var talk = new Talk(Talk.Account(null, step));
        talk.Say("order 7");
        talk.At(3).Answer(talk.Integration, ("status", "shipped"));
        talk.At(60);
        Assert.Equal([(2, "Still looking after 2 s."), (3, "Order 7 is shipped."), (13, "Anything else?")], talk.BotSaid);
    }

    [Fact]
    public void they_come_in_the_language_of_the_conversation_with_a_fallback()
    {
        var step = Talk.SlowStep() with
        {
            ProactiveMessages = [new ProactiveMessage
            {
                After = TimeSpan.FromSeconds(2),
                Text = new LocalizedText { Texts = LocalizedText.Of("any").Texts.Clear().Add("en", "Still here").Add("de", "Noch da") },
            }],
        };
        Assert.Equal("Noch da", Sent("de-AT"));
        Assert.Equal("Still here", Sent("fr"));

        string? Sent(string language)
        {
            var talk = new Talk(Talk.Account(null, step), new OpenConversation { Consumer = new Consumer { Id = "ann" }, Language = language });
            talk.Say("order 7");
            return talk.At(2).BotSaid.Single().Text;
        }
    }

    [Fact]
    public void a_late_answer_is_delivered_in_order_and_marked()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep()));
        talk.Say("order 7");
        var slow = talk.Integration;
        talk.At(16).Say("order 8");
        talk.At(17).Answer(talk.Integration, ("status", "packed"));
        talk.At(20).Answer(slow, ("status", "shipped"));
        Assert.Equal([(17, "Order 8 is packed."), (20, "Order 7 is shipped.")], talk.BotSaid);
        Assert.Equal([false, true], talk.Messages.Where(m => m.From.Role == Role.Bot).Select(m => m.Late));
        Assert.Equal([2L, 1L], talk.Messages.Where(m => m.From.Role == Role.Bot).Select(m => m.InReplyTo!.Value));
    }

    [Fact]
    public void a_failure_says_the_failure_text_and_no_waiting_message_follows()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2)));
        talk.Say("order 7");
        talk.At(1).Fail(talk.Integration);
        talk.At(60);
        Assert.Equal([(1, "It failed.")], talk.BotSaid);
        Assert.Equal(TurnOutcome.Failed, talk.Events.OfType<TurnEnded>().Single().Outcome);
    }
}
