using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.Bots;

public class When_a_bot_types
{
    private const string Typing = """{"type":"typing"}""";
    private readonly BotDesk _desk = new();

    private IEnumerable<(double At, long? Turn)> Typed => _desk.Talk.Events.OfType<BotTyped>().Select(e => ((e.At - Conversing.Talk.Nine).TotalSeconds, e.Turn));

    private BotView View => Views.Of(_desk.State, _desk.Talk.Served)!.Bot!;

    [Fact]
    public void before_it_answers_nothing_is_recorded_for_it_is_shown_already()
    {
        _desk.Say("hello");
        Assert.True(View.Typing);
        Assert.Null(_desk.At(1).Answers(Typing, Typing).Refusal);
        Assert.Empty(Typed);
        _desk.Answers(BotDesk.Text("Hi."));
        Assert.False(View.Typing);
    }

    [Fact]
    public void between_two_lines_it_is_shown_until_the_second()
    {
        _desk.Say("hello");
        _desk.Answers(BotDesk.Text("One."));
        _desk.Answers(Typing);
        Assert.True(View.Typing);
        _desk.At(2).Answers(Typing);
        Assert.Equal([(0.0, 1L)], Typed);
        _desk.Answers(BotDesk.Text("Two."));
        Assert.False(View.Typing);
    }

    [Fact]
    public void it_is_over_with_the_turn()
    {
        _desk.Say("hello");
        _desk.Answers(BotDesk.Text("One."));
        _desk.Answers(Typing);
        _desk.Takes();
        Assert.False(View.Typing);
        Assert.Null(_desk.State.Talk.Typed);
    }

    [Fact]
    public void while_it_is_to_wait_without_typing_none_is_shown()
    {
        _desk.Say("hello");
        _desk.Answers(BotDesk.Text("One."), BotDesk.Pause(5, typing: false));
        _desk.Answers(Typing);
        Assert.Empty(Typed);
        Assert.False(View.Typing);
    }

    [Fact]
    public void it_is_no_answer_and_does_not_count_among_the_activities_of_a_request()
    {
        var desk = new BotDesk(BotDesk.Connector with { Escalation = BotDesk.ToPeople });
        desk.Say("hello");
        for (var part = 0; part < 3 * Hearing.MostActivities; part++)
        {
            desk.Answers($$"""{"type":"typing","text":"part {{part}}","entities":[{"type":"streaminfo","streamSequence":{{part}}}]}""");
        }
        desk.Takes();
        desk.Answers(BotDesk.Text("All of it."));
        Assert.Equal([(0.0, "All of it.")], desk.Seen);
        Assert.Empty(desk.Refused);
        desk.Say("and?");
        desk.Answers(Typing);
        desk.Takes();
        desk.At(60);
        Assert.Null(desk.State.Bot);
    }

    [Fact]
    public void after_the_turn_it_is_shown_once_and_not_more_often_than_every_3_seconds()
    {
        _desk.Say("hello");
        var asked = _desk.Request.ActivityId;
        _desk.Answers(BotDesk.Text("One."));
        _desk.Takes();
        foreach (var at in (double[])[1, 2, 3.9, 4, 5])
        {
            _desk.At(at).AnswersTo(asked, Typing);
        }
        Assert.Equal([(1.0, null), (4.0, null)], Typed);
        Assert.False(View.Typing);
    }

    [Theory, InlineData(true, 1), InlineData(false, 0)]
    public void unasked_it_is_shown_if_the_bot_may_speak_unasked(bool proactive, int shown)
    {
        var desk = new BotDesk(BotDesk.Connector with { Proactive = proactive });
        desk.Say("hello");
        desk.Answers(BotDesk.Text("One."));
        desk.Takes();
        desk.At(9).Posts(Typing);
        Assert.Equal(shown, desk.Talk.Events.OfType<BotTyped>().Count());
        Assert.Empty(desk.Refused);
    }

    [Fact]
    public void too_late_or_after_it_lost_the_conversation_nobody_sees_it()
    {
        var desk = new BotDesk(BotDesk.Connector with { LateAnswers = LateAnswers.Deliver, Proactive = true });
        desk.Say("hello");
        var asked = desk.Request.ActivityId;
        desk.At(20).AnswersTo(asked, Typing);
        desk.Talk.Tell(new CloseConversation { By = CloseReason.Agent });
        desk.Posts(Typing);
        Assert.Empty(desk.Talk.Events.OfType<BotTyped>());
    }
}
