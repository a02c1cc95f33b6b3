using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>What it may bring about: actions, and words that nobody asked for.</summary>
public class When_a_bot_has_something_to_say
{
    [Fact]
    public void a_bot_that_is_no_longer_asked_does_not_answer_for_the_one_that_is()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople, WelcomeAfterTransfer = true }, other: true);
        desk.Say("hello");
        desk.Takes();
        desk.Talk.Tell(new ApplyCommands { Commands = [new CallbackCommand { Type = CallbackType.Transfer, SkillId = "machines" }] });
        var asked = desk.Request;
        Assert.Equal("other", asked.Bot);
        desk.Posts(BotDesk.Text("Still me."));
        Assert.Equal([BotFaults.Transferred], desk.Refused);
        desk.Takes(asked);
        Assert.Equal("other", desk.State.Bot);
        Assert.Empty(desk.Talk.Events.OfType<BotEscalated>());
    }

    [Fact]
    public void a_transcript_is_for_agents_and_answers_nothing()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Takes();
        desk.Talk.Tell(new HearBot
        {
            Bot = BotDesk.Bot, Private = true,
            Activities = [BotDesk.Pause(60), BotDesk.Text("I was elsewhere."), BotDesk.Action("CLOSE_CONVERSATION", text: "And closed."), """{"type":"typing"}"""],
        });
        Assert.Equal(["I was elsewhere.", "And closed."], desk.Private);
        Assert.Equal([BotFaults.Transcript], desk.Refused);
        Assert.Equal(ConversationState.Open, desk.State.State);
        Assert.Empty(desk.Seen);
        desk.At(15);
        Assert.Equal("support", desk.State.SkillId);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void what_it_says_unasked_is_said_if_its_yaml_allows_that(bool allowed)
    {
        var desk = new BotDesk(BotDesk.Connector with { Proactive = allowed });
        desk.At(5).Posts(BotDesk.Text("News!"));
        Assert.Equal(allowed ? [(5, "News!")] : [], desk.Seen);
        Assert.Equal(allowed ? [] : [BotFaults.ProactiveNotAllowed], desk.Refused);
    }

    [Fact]
    public void a_transfer_names_the_skill_by_its_name_or_else_by_its_id()
    {
        foreach (var (skill, expected) in new[] { ("Returns Desk", "returns"), ("vip", "vip") })
        {
            var desk = new BotDesk();
            desk.Say("hello");
            desk.Answers(BotDesk.Action("TRANSFER", $$"""{"skill":"{{skill}}"}""", "Over to them."));
            Assert.Equal((expected, null), (desk.State.SkillId, desk.State.Bot));
            Assert.Equal(["Over to them."], desk.Seen.Select(s => s.Text));
        }
    }

    [Fact]
    public void it_closes_after_its_last_words()
    {
        var desk = new BotDesk();
        desk.Say("bye");
        desk.Answers(BotDesk.Action("CLOSE_CONVERSATION", text: "Goodbye."));
        Assert.Equal(ConversationState.Close, desk.State.State);
        Assert.Equal(["Goodbye."], desk.Seen.Select(s => s.Text));
    }

    [Fact]
    public void it_changes_the_response_time()
    {
        var desk = new BotDesk();
        desk.Say("hurry");
        desk.Answers(BotDesk.Action("CHANGE_TTR", """{"ttrType":"URGENT"}""", "All right."));
        Assert.Equal(TtrType.Urgent, desk.State.Service.Ttr.TtrType);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void a_function_that_fails_escalates_only_if_it_asked_for_that(bool failOnError)
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        desk.Answers(BotDesk.Action("INVOCATION", $$"""{"lambdaUuid":"f1","payload":{"some":"stuff"},"failOnError":{{(failOnError ? "true" : "false")}}}""", "I look."));
        desk.Takes();
        var call = desk.State.Effects.OfType<InvokeFunction>().Single();
        Assert.Equal(("f1", """{"some":"stuff"}"""), (call.Function, call.Payload));
        desk.At(2).Talk.Tell(new SettleEffect { Key = call.Key, Outcome = new EffectOutcome { Succeeded = false, Error = "x", Detail = "It threw." } });
        Assert.Equal(failOnError ? "support" : null, desk.State.SkillId);
    }
}
