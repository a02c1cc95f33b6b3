using Conversations.Bots;

namespace Conversations.Tests.Bots.Figures;

/// <summary>SEED4, Sending Multiple Responses.</summary>
public class When_a_bot_sends_several_messages
{
    private static string Entries(params string[] entries) => $$$"""{"type":"message","text":"","channelData":{"multiMessage":[{{{string.Join(',', entries)}}}]}}""";

    [Fact]
    public void figure_4_1_is_said_in_its_order()
    {
        var partner = new Partner().Answers(Figure.Of("4.1"));
        Assert.Equal([(0, "this is a text", null)], partner.ConsumerSees);
        partner.Talk.At(60);
        Assert.Equal([(0, "this is a text", null), (1, null, "{}")], partner.ConsumerSees);
        Assert.Equal([(0, "This is a private text")], partner.AgentsAloneSee);
        Assert.Equal("[]", partner.Talk.Messages.Last().Metadata);
        Assert.Equal(["waits 1 s typing"], partner.Done);
        Assert.Empty(partner.Refused);
        Assert.Equal(["BotLine", "BotLine", "BotPause", "BotLine"], partner.Heard.Actions.Select(a => a.GetType().Name));
    }

    [Fact]
    public void the_message_itself_comes_first_and_the_action_last()
    {
        var partner = new Partner().Answers("""{"type":"message","text":"first","channelData":{"delay":{"delay":2},"multiMessage":[{"type":"text","value":"second"}],"action":{"name":"CLOSE_CONVERSATION"}}}""");
        partner.Talk.At(60);
        Assert.Equal([(2, "first", null), (2, "second", null)], partner.ConsumerSees);
        Assert.Equal(["waits 2 s typing", "BotClose", "closed"], partner.Done);
    }

    [Theory]
    [InlineData("""{"type":"delay","value":1.5}""", ".value", BotFaults.InvalidDelay)]
    [InlineData("""{"type":"delay","value":"1"}""", ".value", BotFaults.InvalidDelay)]
    [InlineData("""{"type":"delay","value":{"delay":1,"typing":false}}""", ".value", BotFaults.InvalidDelay)]
    [InlineData("""{"type":"delay"}""", ".value", BotFaults.InvalidDelay)]
    [InlineData("""{"type":"private-message","value":{"text":"secret"}}""", ".value.messageAudience", BotFaults.InvalidAudience)]
    [InlineData("""{"type":"private-message","value":{"text":"secret","messageAudience":"agents_and_managers"}}""", ".value.messageAudience", BotFaults.InvalidAudience)]
    [InlineData("""{"type":"private-message","messageAudience":"AGENTS_AND_MANAGERS","value":{"text":"secret"}}""", ".value.messageAudience", BotFaults.InvalidAudience)]
    [InlineData("""{"type":"private-message","value":{"messageAudience":"AGENTS_AND_MANAGERS"}}""", ".value.text", BotFaults.MissingText)]
    [InlineData("""{"type":"private-message","value":{"text":["secret"],"messageAudience":"AGENTS_AND_MANAGERS"}}""", ".value.text", BotFaults.InvalidShape)]
    [InlineData("""{"type":"private-message","value":"secret"}""", ".value", BotFaults.InvalidShape)]
    [InlineData("""{"type":"text","value":"secret","messageAudience":"AGENTS_AND_MANAGERS"}""", "", BotFaults.InvalidAudience)]
    [InlineData("""{"type":"text","value":{"text":"secret","messageAudience":"AGENTS_AND_MANAGERS"}}""", "", BotFaults.InvalidAudience)]
    [InlineData("""{"type":"structured-content","value":{"structuredContent":{"t":"secret"},"messageAudience":"AGENTS_AND_MANAGERS"}}""", "", BotFaults.InvalidAudience)]
    [InlineData("""{"type":"text","value":1}""", ".value", BotFaults.InvalidShape)]
    [InlineData("""{"type":"text","value":""}""", ".value", BotFaults.MissingText)]
    [InlineData("""{"type":"text"}""", ".value", BotFaults.MissingText)]
    [InlineData("""{"type":"structured-content","value":{"type":"vertical"}}""", ".value", BotFaults.InvalidShape)]
    [InlineData("""{"type":"structured-content","value":{"structuredContent":[]}}""", ".value.structuredContent", BotFaults.InvalidShape)]
    [InlineData("""{"type":"structured-content","value":{"structuredContent":{},"metadata":{}}}""", ".value.metadata", BotFaults.InvalidShape)]
    [InlineData("""{"type":"Text","value":"secret"}""", ".type", BotFaults.UnknownType)]
    [InlineData("""{"type":"private_message","value":{"text":"secret","messageAudience":"AGENTS_AND_MANAGERS"}}""", ".type", BotFaults.UnknownType)]
    [InlineData("""{"type":"action","value":{"name":"TRANSFER"}}""", ".type", BotFaults.UnknownType)]
    [InlineData("""{"value":"secret"}""", ".type", BotFaults.UnknownType)]
    [InlineData("\"secret\"", ".type", BotFaults.UnknownType)]
    [InlineData("null", ".type", BotFaults.UnknownType)]
    public void a_wrong_one_is_recorded_and_the_others_count(string entry, string part, string reason)
    {
        var partner = new Partner().Answers(Entries("""{"type":"text","value":"before"}""", entry, """{"type":"text","value":"after"}"""));
        Assert.Equal([(0, "before", null), (0, "after", null)], partner.ConsumerSees);
        Assert.Empty(partner.AgentsAloneSee);
        Assert.Equal([("channelData.multiMessage[1]" + part, reason)], partner.Refused);
        Assert.DoesNotContain("secret", string.Concat(partner.Heard.Refusals.Select(r => r.Detail)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    public void what_is_no_list_is_recorded(string entries)
    {
        var partner = new Partner().Answers($$$"""{"type":"message","text":"Hi","channelData":{"multiMessage":{{{entries}}}}}""");
        Assert.Equal([(0, "Hi", null)], partner.ConsumerSees);
        Assert.Equal([("channelData.multiMessage", BotFaults.InvalidShape)], partner.Refused);
    }

    [Fact]
    public void fifty_count()
    {
        var partner = new Partner().Answers(Entries([.. Enumerable.Range(1, 60).Select(n => $$$"""{"type":"text","value":"{{{n}}}"}""")]));
        Assert.Equal(Enumerable.Range(1, 50).Select(n => n.ToString()), partner.ConsumerSees.Select(s => s.Text));
        Assert.Equal([("channelData.multiMessage[50]", BotFaults.TooLarge)], partner.Refused);
    }

    [Fact]
    public void none_of_them_is_said_under_a_wrong_audience()
    {
        var partner = new Partner().Answers(Figure.Of("4.1").Replace("\"multiMessage\"", "\"messageAudience\":\"all\",\"multiMessage\"", StringComparison.Ordinal));
        Assert.Empty(partner.ConsumerSees);
        Assert.Empty(partner.AgentsAloneSee);
        Assert.Equal([("channelData.messageAudience", BotFaults.InvalidAudience)], partner.Refused);
    }
}
