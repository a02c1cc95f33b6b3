using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

/// <summary>What the bot is told of how it does, once it has taken a request: whether it answered in time.</summary>
public class When_a_request_was_taken
{
    [Fact]
    public void a_bot_that_never_speaks_has_failed_at_the_end_of_its_time()
    {
        var desk = Asked();
        desk.Takes();
        desk.At(14.999);
        Assert.Empty(desk.Talk.Outcomes);
        desk.At(15);
        var outcome = Assert.Single(desk.Talk.Outcomes);
        Assert.Equal((BotDesk.Bot, BotFaults.TimedOut, "The bot did not answer within 15 s."), (outcome.Bot, outcome.Report.Fault, outcome.Report.Detail));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void it_has_answered_whichever_comes_first_its_answer_or_its_200(bool answersFirst)
    {
        var desk = Asked();
        if (answersFirst) desk.Answers(BotDesk.Text("Hi."));
        desk.Takes();
        Assert.Equal(answersFirst, desk.Talk.Outcomes.Count is 1);
        if (!answersFirst) desk.Answers(BotDesk.Text("Hi."));
        desk.At(3600);
        Assert.Null(Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Fact]
    public void what_it_answers_in_the_body_is_an_answer()
    {
        var desk = Asked();
        desk.Talk.Tell(new SettleEffect
        {
            Key = desk.Request.Key, Outcome = new EffectOutcome { Succeeded = true, Status = 200, Bot = new BotAnswer { Activities = [BotDesk.Text("Hi."), BotDesk.Text("You.")] } },
        });
        Assert.Null(Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Fact]
    public void many_activities_are_one_answer()
    {
        var desk = Asked();
        desk.Takes();
        desk.Answers(BotDesk.Text("Hi."), BotDesk.Text("How"), BotDesk.Text("are you?"));
        desk.Answers(BotDesk.Text("Well?"));
        desk.At(3600);
        Assert.Null(Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Theory, InlineData(LateAnswers.Deliver), InlineData(LateAnswers.Private), InlineData(LateAnswers.Drop)]
    public void an_answer_after_its_time_makes_it_no_better(LateAnswers policy)
    {
        var desk = Asked(BotDesk.Connector with { LateAnswers = policy });
        desk.Takes();
        desk.At(15.001).Answers(BotDesk.Text("Hi."));
        Assert.Equal(BotFaults.TimedOut, Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Fact]
    public void one_that_hands_over_before_its_200_has_answered()
    {
        var desk = Asked();
        var request = desk.Request;
        desk.Answers(BotDesk.Action("TRANSFER", """{"skill":"vip"}"""));
        Assert.Equal("vip", desk.State.SkillId);
        Assert.Empty(desk.Talk.Outcomes);
        desk.Takes(request);
        Assert.Null(Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void nonsense_is_an_answer(bool answersFirst)
    {
        var desk = Asked();
        var nonsense = BotDesk.Text("for nobody", "\"channelData\":{\"messageAudience\":\"somebody\"}");
        if (answersFirst) desk.Answers(nonsense);
        desk.Takes();
        if (!answersFirst) desk.Answers(nonsense);
        desk.At(15);
        Assert.Equal(BotFaults.EmptyAnswer, Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Fact]
    public void typing_is_none()
    {
        var desk = Asked();
        desk.Takes();
        desk.Answers("""{"type":"typing"}""");
        desk.At(15);
        Assert.Equal(BotFaults.TimedOut, Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Fact]
    public void when_nobody_waits_any_more_nobody_knows()
    {
        var desk = Asked();
        desk.Takes();
        desk.At(5).Talk.Tell(new CloseConversation { By = CloseReason.Consumer });
        desk.Answers(BotDesk.Text("Hi."));
        desk.At(3600);
        Assert.Empty(desk.Talk.Outcomes);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void one_that_fails_on_its_way_is_told_by_whoever_sent_it(bool spoke)
    {
        var desk = Asked();
        if (spoke) desk.Answers(BotDesk.Text("Hi."));
        desk.Fails();
        desk.At(3600);
        Assert.Empty(desk.Talk.Outcomes);
    }

    [Fact]
    public void one_whose_time_is_over_before_it_is_taken_is_told_by_whoever_sent_it()
    {
        var desk = Asked();
        var request = desk.Request;
        desk.At(15.001);
        desk.Takes(request);
        Assert.Empty(desk.Talk.Outcomes);
    }

    [Fact]
    public void an_answer_in_time_counts_when_its_200_is_late()
    {
        var desk = Asked();
        var request = desk.Request;
        desk.At(14.9).Answers(BotDesk.Text("Hi."));
        desk.At(15.1);
        desk.Takes(request);
        Assert.Null(Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    [Fact]
    public void an_answer_after_its_time_does_not_count_when_its_200_is_later_still()
    {
        var desk = Asked();
        var request = desk.Request;
        desk.At(15.1).Answers(BotDesk.Text("Hi."));
        desk.Takes(request);
        Assert.Empty(desk.Talk.Outcomes);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void what_needs_no_answer_says_nothing_of_the_bot(bool answers)
    {
        var desk = new BotDesk(BotDesk.Connector with { Kind = BotConnectorKind.BotFramework });
        Assert.Equal(BotRequestKind.ConversationUpdate, desk.Request.Kind);
        if (answers) desk.Answers(BotDesk.Text("Welcome!"));
        desk.Takes();
        desk.At(3600);
        Assert.Empty(desk.Talk.Outcomes);
    }

    [Fact]
    public void a_welcome_needs_an_answer()
    {
        var desk = new BotDesk(type: ConversationType.Chat);
        Assert.Equal(BotRequestKind.Welcome, desk.Request.Kind);
        desk.Takes();
        desk.At(15);
        Assert.Equal(BotFaults.TimedOut, Assert.Single(desk.Talk.Outcomes).Report.Fault);
    }

    private static BotDesk Asked(BotConnector? connector = null)
    {
        var desk = new BotDesk(connector);
        desk.Say("hello");
        return desk;
    }
}
