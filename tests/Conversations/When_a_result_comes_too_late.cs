using Conversations.Flows;

namespace Conversations.Tests.Conversing;

public class When_a_result_comes_too_late
{
    [Fact]
    public void for_a_closed_conversation_it_is_recorded_with_its_reason_and_says_nothing()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2)));
        talk.Say("order 7");
        var effect = talk.Integration;
        talk.At(1).Tell(new CloseConversation { By = CloseReason.Consumer });
        talk.At(5).Answer(effect, ("status", "shipped"));
        Assert.Empty(talk.BotSaid);
        Assert.Equal("conversation_closed", talk.Events.OfType<EffectSettled>().Single().Refused);
        Assert.Null(Clocks.WakeAt(talk.State, talk.Served));
    }

    [Fact]
    public void for_a_conversation_that_was_handed_over_it_is_recorded_with_its_reason()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(), Talk.Step("agent") with { PreActions = [new TransferAction { SkillId = "support" }] }));
        talk.Say("order 7");
        var effect = talk.Integration;
        talk.At(16).Say("agent");
        talk.At(20).Answer(effect, ("status", "shipped"));
        Assert.Equal("transferred", talk.Events.OfType<EffectSettled>().Single().Refused);
        Assert.Equal("support", talk.State.SkillId);
        Assert.DoesNotContain(talk.State.Participants, p => p.Role == Role.Bot);
    }

    [Fact]
    public void it_may_not_close_a_conversation_that_went_on_without_it()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep() with { PostActions = [new CloseAction()] }));
        talk.Say("order 7");
        var effect = talk.Integration;
        talk.At(16).Say("hello?");
        talk.At(20).Answer(effect, ("status", "shipped"));
        Assert.True(talk.State.IsOpen);
        Assert.Equal(("close", "turn_over"), talk.Events.OfType<ActionRefused>().Select(r => (r.Action, r.Reason)).Single());
        Assert.Equal("Order 7 is shipped.", talk.BotSaid.Last().Text);
    }

    [Fact]
    public void a_second_time_it_changes_nothing()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep()));
        talk.Say("order 7");
        var effect = talk.Integration;
        talk.At(3).Answer(effect, ("status", "shipped"));
        var version = talk.State.Version;
        Assert.True(talk.Answer(effect, ("status", "lost")).Repeated);
        Assert.Equal(version, talk.State.Version);
    }

    [Fact]
    public void results_of_two_turns_do_not_mix()
    {
        var talk = new Talk(Talk.Account(new() { Policy = Conversations.Accounts.InterruptionPolicy.Process }, Talk.SlowStep()));
        talk.Say("order 7");
        var seven = talk.Integration;
        talk.Say("order 8");
        var eight = talk.Integration;
        talk.Answer(seven, ("status", "shipped"));
        talk.Answer(eight, ("status", "packed"));
        Assert.Equal(["Order 7 is shipped.", "Order 8 is packed."], talk.BotSaid.Select(s => s.Text));
    }
}
