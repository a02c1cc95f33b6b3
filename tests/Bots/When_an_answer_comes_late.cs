using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>What an answer after the bot's time, or after the conversation went on, may still do.</summary>
public class When_an_answer_comes_late
{
    [Fact]
    public void an_answer_at_the_very_end_of_its_time_is_in_time()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.At(14.999);
        desk.Talk.Asleep(15);
        desk.Answers(BotDesk.Text("Hi."));
        Assert.Equal([(15, "Hi.")], desk.Seen);
        Assert.Equal("helper", desk.State.Bot);
        Assert.False(desk.Talk.Messages.Last().Late);
    }

    [Theory, InlineData(LateAnswers.Deliver, 1, 0), InlineData(LateAnswers.Private, 0, 1), InlineData(LateAnswers.Drop, 0, 0)]
    public void a_late_answer_follows_the_policy(LateAnswers policy, int seen, int kept)
    {
        var desk = new BotDesk(BotDesk.Connector with { LateAnswers = policy });
        desk.Say("hello");
        desk.At(20).Answers(BotDesk.Text("Hi."));
        Assert.Equal(seen, desk.Seen.Count(s => s.Text == "Hi."));
        Assert.Equal(kept, desk.Private.Count(t => t == "Hi."));
        Assert.Equal(policy == LateAnswers.Drop ? [BotFaults.Late] : [], desk.Refused);
        Assert.True(desk.Talk.Events.OfType<BotHeard>().Single().Late);
    }

    [Fact]
    public void a_late_answer_in_the_http_response_is_said_at_once()
    {
        var desk = new BotDesk(BotDesk.Connector with { LateAnswers = LateAnswers.Deliver });
        desk.Say("hello");
        var request = desk.Request;
        desk.At(20).Talk.Tell(new SettleEffect
        {
            Key = request.Key, Outcome = new EffectOutcome { Succeeded = true, Status = 200, Bot = new BotAnswer { Activities = [BotDesk.Text("Late.")] } },
        });
        Assert.Equal((20.0, "Late."), desk.Seen.Last());
    }

    [Theory, InlineData(LateAnswers.Deliver), InlineData(LateAnswers.Private), InlineData(LateAnswers.Drop)]
    public void an_answer_after_the_hand_over_is_recorded_and_never_shown(LateAnswers policy)
    {
        var desk = new BotDesk(BotDesk.Connector with { LateAnswers = policy, Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.At(20).Answers(BotDesk.Text("Hi."));
        Assert.DoesNotContain(desk.Talk.Messages, m => m.Text == "Hi.");
        Assert.Equal([BotFaults.Transferred], desk.Refused);
    }

    [Fact]
    public void an_answer_after_the_close_is_recorded_and_never_shown()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Talk.Tell(new CloseConversation { By = CloseReason.Consumer });
        desk.Answers(BotDesk.Text("Hi."));
        Assert.Equal([BotFaults.Closed], desk.Refused);
        Assert.DoesNotContain(desk.Talk.Messages, m => m.Text == "Hi.");
    }

    [Fact]
    public void a_late_transfer_may_not_move_a_conversation_that_has_gone_on()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.At(20).Say("anybody?");
        desk.AnswersTo("c1|0000001", BotDesk.Action("TRANSFER", """{"skill":"vip"}"""));
        Assert.Equal("helper", desk.State.Bot);
        Assert.Equal(BotFaults.Late, desk.Talk.Events.OfType<BotActionTaken>().Single(e => e.Action is BotTransfer).Refused!.Reason);
    }

    [Fact]
    public void nor_may_one_of_a_turn_that_a_newer_line_has_overtaken()
    {
        var desk = new BotDesk(interruptions: InterruptionRules.Default with { Policy = InterruptionPolicy.Process });
        desk.Say("hello");
        desk.At(1).Say("anybody?");
        desk.AnswersTo("c1|0000001", BotDesk.Action("CLOSE_CONVERSATION", text: "Bye."));
        Assert.Equal(ConversationState.Open, desk.State.State);
        Assert.Equal((1, "Bye."), desk.Seen.Single());
        Assert.Equal(BotFaults.Late, desk.Talk.Events.OfType<BotActionTaken>().Single().Refused!.Reason);
    }

    [Fact]
    public void a_request_that_comes_back_after_it_was_given_up_changes_nothing()
    {
        var desk = new BotDesk(BotDesk.Connector with { Timeout = TimeSpan.FromSeconds(5) }, InterruptionRules.Default with { Policy = InterruptionPolicy.Process });
        desk.Say("first");
        desk.Answers(BotDesk.Pause(30), BotDesk.Text("to the first"));
        desk.Takes();
        desk.At(1).Say("second");
        var second = desk.Request;
        desk.At(6);
        desk.Fails(BotFaults.TimedOut);
        desk.At(30);
        Assert.Equal([(30, "to the first"), (30, "It failed.")], desk.Seen);
        Assert.Single(desk.Talk.Events.OfType<BotEscalated>());
        desk.AnswersTo(second.ActivityId, BotDesk.Text("to the second"));
        Assert.True(desk.Talk.Messages.Last().Late);
    }
}
