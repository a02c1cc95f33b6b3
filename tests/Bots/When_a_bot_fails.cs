using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>Escalation: who takes over, and what is said before and after.</summary>
public class When_a_bot_fails
{
    [Fact]
    public void a_bot_that_does_not_answer_in_time_hands_over_with_its_three_texts()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Takes();
        desk.At(14.999);
        Assert.Equal("helper", desk.State.Bot);
        desk.At(15);
        Assert.Equal((null, "support"), (desk.State.Bot, desk.State.SkillId));
        Assert.Equal([(15, "One moment, please.")], desk.Seen);
        Assert.Equal(["The bot failed."], desk.Private);
        var escalated = desk.Talk.Events.OfType<BotEscalated>().Single();
        Assert.Equal((BotFaults.TimedOut, "support"), (escalated.Reason, escalated.SkillId));
        Assert.Empty(desk.State.Runs);
    }

    [Fact]
    public void without_a_skill_to_escalate_to_it_says_that_it_failed()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.At(1).Fails();
        Assert.Equal([(1, "It failed.")], desk.Seen);
        Assert.Equal("helper", desk.State.Bot);
        Assert.Null(desk.State.Busy);
        Assert.False(desk.Say("again").Ignored);
    }

    [Fact]
    public void a_skill_that_is_gone_leaves_the_conversation_and_says_so()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople with { SkillId = "gone" } });
        desk.Say("hello");
        desk.Fails();
        Assert.Equal(["One moment, please.", "Nobody is there."], desk.Seen.Select(s => s.Text));
        Assert.Empty(desk.Private);
        Assert.Equal("helper", desk.State.Bot);
    }

    [Fact]
    public void an_empty_answer_escalates_when_the_request_is_taken()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Text("shown to nobody", "\"channelData\":{\"messageAudience\":\"agents_and_managers\"}"));
        desk.Takes();
        Assert.Equal(BotFaults.EmptyAnswer, desk.Talk.Events.OfType<BotEscalated>().Single().Reason);
        Assert.Equal("support", desk.State.SkillId);
    }

    [Theory, InlineData("DANCE", "{}", BotFaults.UnknownAction), InlineData("TRANSFER", "{}", BotFaults.InvalidAction), InlineData("TRANSFER", """{"skill":"nowhere"}""", BotFaults.UnknownSkill)]
    public void an_action_that_cannot_be_carried_out_escalates_after_what_was_said_with_it(string action, string parameters, string reason)
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Action(action, parameters, "Let me see."));
        desk.Takes();
        Assert.Equal(["Let me see.", "One moment, please."], desk.Seen.Select(s => s.Text));
        Assert.Equal(reason, desk.Talk.Events.OfType<BotEscalated>().Single().Reason);
        Assert.Equal("support", desk.State.SkillId);
    }

    [Theory, InlineData("DANCE", "{}"), InlineData("TRANSFER", "{}"), InlineData("TRANSFER", """{"skill":"nowhere"}""")]
    public void what_it_says_after_such_an_action_is_not_said_for_people_have_taken_over(string action, string parameters)
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Action(action, parameters, "Let me see."), BotDesk.Text("Bye."), BotDesk.Action("CLOSE_CONVERSATION"));
        desk.Takes();
        Assert.Equal(["Let me see.", "One moment, please."], desk.Seen.Select(s => s.Text));
        Assert.Equal((ConversationState.Open, "support"), (desk.State.State, desk.State.SkillId));
    }

    [Fact]
    public void nor_is_it_said_when_nobody_can_take_over()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Action("TRANSFER", """{"skill":"nowhere"}"""), BotDesk.Text("Bye."), BotDesk.Action("CLOSE_CONVERSATION"));
        desk.Takes();
        Assert.Equal(["It failed."], desk.Seen.Select(s => s.Text));
        Assert.Equal(ConversationState.Open, desk.State.State);
        Assert.Equal((2, BotFaults.Escalated), desk.Talk.Events.OfType<BotSilenced>().Select(e => (e.Count, e.Reason)).Single());
        Assert.Empty(desk.State.Runs);
    }

    [Fact]
    public void a_line_does_not_overtake_one_that_waits_for_an_escalation()
    {
        var desk = new BotDesk(type: ConversationType.Chat);
        var greeting = desk.Request;
        desk.Posts(BotDesk.Action("INVOCATION", """{"lambdaUuid":"f1","failOnError":true}"""), BotDesk.Text("One moment."), BotDesk.Pause(20));
        desk.Takes(greeting);
        desk.At(1).Say("one");
        desk.At(5).Talk.Tell(new SettleEffect { Key = desk.State.Effects.OfType<InvokeFunction>().Single().Key, Outcome = new EffectOutcome { Succeeded = false, Error = "x" } });
        desk.At(6).Say("two");
        desk.At(60);
        Assert.Equal("one", desk.Talk.Events.OfType<BotAsked>().First(a => a.Request.Kind == BotRequestKind.Message).Request.Text);
    }

    [Fact]
    public void one_that_failed_after_its_answer_is_not_taken_for_the_one_that_is_being_sent()
    {
        var desk = new BotDesk(interruptions: InterruptionRules.Default with { Policy = InterruptionPolicy.Process });
        desk.Say("first");
        desk.Answers(BotDesk.Pause(30), BotDesk.Text("to the first"));
        desk.Fails();
        desk.At(1).Say("second");
        desk.Posts(BotDesk.Text("to the second"));
        desk.Takes();
        desk.At(30);
        Assert.Empty(desk.Refused);
        Assert.Equal(["to the first", "to the second"], desk.Seen.Select(s => s.Text));
    }

    [Fact]
    public void one_that_can_not_be_greeted_is_not_asked_what_waits_before_people_take_over()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople }, type: ConversationType.Chat);
        desk.Say("hello");
        desk.Fails();
        Assert.Equal("support", desk.State.SkillId);
        Assert.DoesNotContain(desk.Talk.Events, e => e is TurnStarted);
        Assert.DoesNotContain(desk.State.Effects, e => e is BotRequest);
    }

    [Fact]
    public void an_escalation_comes_after_what_the_bot_said_before()
    {
        var desk = new BotDesk(
            BotDesk.Connector with { Escalation = BotDesk.ToPeople }, InterruptionRules.Default with { Policy = InterruptionPolicy.Process });
        desk.Say("first");
        desk.Answers(BotDesk.Pause(10), BotDesk.Text("to the first"));
        desk.Takes();
        desk.At(1).Say("second");
        desk.Fails();
        Assert.Equal("helper", desk.State.Bot);
        desk.At(10);
        Assert.Equal([(10, "to the first"), (10, "One moment, please.")], desk.Seen);
        Assert.Equal("support", desk.State.SkillId);
    }

    [Fact]
    public void what_it_still_had_to_say_is_not_said_when_somebody_else_takes_over()
    {
        var desk = new BotDesk();
        desk.Say("hello");
        desk.Answers(BotDesk.Pause(5), BotDesk.Text("Hi."), BotDesk.Text("How are you?"));
        desk.Takes();
        desk.At(1).Talk.Tell(new ApplyCommands { Commands = [new CallbackCommand { Type = CallbackType.Transfer, SkillId = "vip" }] });
        desk.At(60);
        Assert.Empty(desk.Seen);
        Assert.Equal((2, BotFaults.Transferred), desk.Talk.Events.OfType<BotSilenced>().Select(e => (e.Count, e.Reason)).Single());
    }
}
