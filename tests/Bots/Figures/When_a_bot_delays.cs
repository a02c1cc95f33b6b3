using Conversations.Bots;

namespace Conversations.Tests.Bots.Figures;

/// <summary>SEED4, Sending Pause/Delay Messages.</summary>
public class When_a_bot_delays
{
    [Fact]
    public void figure_1_1_is_a_second_of_typing_and_an_answer()
    {
        var partner = new Partner().Answers(Figure.Of("1.1"));
        Assert.Equal(Conversing.Talk.Nine.AddSeconds(1), partner.Talk.State.Talk.Pause!.Until);
        Assert.True(partner.Talk.State.Talk.Pause.Typing);
        partner.Talk.At(60);
        Assert.Empty(partner.ConsumerSees);
        Assert.Empty(partner.AgentsAloneSee);
        Assert.Equal(["waits 1 s typing"], partner.Done);
        Assert.Equal([new BotPause { Seconds = 1, Typing = true }], partner.Heard.Actions);
        Assert.Empty(partner.Refused);
        Assert.Equal((1, TurnOutcome.Answered), partner.Talk.Events.OfType<TurnEnded>().Select(e => ((e.At - Conversing.Talk.Nine).TotalSeconds, e.Outcome)).Single());
    }

    [Fact]
    public void what_comes_after_it_waits()
    {
        var partner = new Partner().Answers("""{"type":"message","text":"one","channelData":{"delay":{"delay":2,"typing":false}}}""", Figure.Of("1.1"), """{"type":"message","text":"two"}""");
        partner.Talk.At(60);
        Assert.Equal([(2, "one", null), (3, "two", null)], partner.ConsumerSees);
        Assert.Equal(["waits 2 s", "waits 1 s typing"], partner.Done);
    }

    [Fact]
    public void it_stands_before_the_action_too()
    {
        var partner = new Partner().Answers("""{"type":"message","text":"","channelData":{"delay":{"delay":3},"action":{"name":"CLOSE_CONVERSATION"}}}""");
        partner.Talk.At(2.9);
        Assert.True(partner.Talk.State.IsOpen);
        partner.Talk.At(3);
        Assert.Equal(["waits 3 s typing", "BotClose", "closed"], partner.Done);
    }

    [Theory]
    [InlineData("""{"delay":1.5}""", "channelData.delay.delay")]
    [InlineData("""{"delay":1.0}""", "channelData.delay.delay")]
    [InlineData("""{"delay":"1"}""", "channelData.delay.delay")]
    [InlineData("""{"delay":-1}""", "channelData.delay.delay")]
    [InlineData("""{"delay":301}""", "channelData.delay.delay")]
    [InlineData("""{"delay":99999999999999999999}""", "channelData.delay.delay")]
    [InlineData("""{}""", "channelData.delay.delay")]
    [InlineData("""1""", "channelData.delay")]
    [InlineData("""[1]""", "channelData.delay")]
    [InlineData("""{"delay":1,"typing":"true"}""", "channelData.delay.typing")]
    public void a_wrong_one_is_recorded_and_the_rest_counts(string delay, string part)
    {
        var partner = new Partner().Answers($$$"""{"type":"message","text":"Hi","channelData":{"delay":{{{delay}}}}}""");
        Assert.Equal([(0, "Hi", null)], partner.ConsumerSees);
        Assert.Equal([(part, BotFaults.InvalidDelay)], partner.Refused);
        Assert.Empty(partner.Done);
    }

    [Fact]
    public void a_wrong_one_alone_is_no_answer()
    {
        var partner = new Partner().Answers(Figure.Of("1.1").Replace("\"delay\": 1,", "\"delay\": 1.5,", StringComparison.Ordinal));
        Assert.Equal([("channelData.delay.delay", BotFaults.InvalidDelay)], partner.Refused);
        Assert.Equal(["escalates: empty_answer", "to support"], partner.Done);
    }

    [Theory, InlineData(0), InlineData(300)]
    public void it_lasts_0_to_300_seconds(int seconds)
    {
        var partner = new Partner().Answers($$$$"""{"type":"message","text":"Hi","channelData":{"delay":{"delay":{{{{seconds}}}},"typing":null}}}""");
        partner.Talk.At(seconds);
        Assert.Equal([(seconds, "Hi", null)], partner.ConsumerSees);
    }
}
