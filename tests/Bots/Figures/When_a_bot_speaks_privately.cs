using Conversations.Bots;

namespace Conversations.Tests.Bots.Figures;

/// <summary>SEED4, Sending Private Text Messages.</summary>
public class When_a_bot_speaks_privately
{
    [Fact]
    public void figure_2_1_is_a_line_for_agents_and_then_the_transfer()
    {
        var partner = new Partner().Answers(Figure.Of("2.1"));
        Assert.Empty(partner.ConsumerSees);
        Assert.Equal([(0, "This is a private text")], partner.AgentsAloneSee);
        Assert.Equal(["BotTransfer", "to human_skill"], partner.Done);
        Assert.Equal([new BotLine { Text = "This is a private text", Audience = Audience.AgentsAndManagers }, new BotTransfer { Skill = "human_skill" }], partner.Heard.Actions);
        Assert.Empty(partner.Refused);
        Assert.IsType<MessagePublished>(partner.Talk.Events.TakeWhile(e => e is not Transferred).Last(e => e is MessagePublished));
    }

    [Theory]
    [InlineData("\"agents_and_managers\"")]
    [InlineData("\"Agents_And_Managers\"")]
    [InlineData("\"AGENTS_AND_MANAGERS \"")]
    [InlineData("\"ALL\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[\"AGENTS_AND_MANAGERS\"]")]
    [InlineData("{\"messageAudience\":\"AGENTS_AND_MANAGERS\"}")]
    public void another_audience_is_nobodys_and_the_action_counts(string audience)
    {
        var partner = new Partner().Answers(Figure.Of("2.1").Replace("\"AGENTS_AND_MANAGERS\"", audience, StringComparison.Ordinal));
        Assert.Empty(partner.ConsumerSees);
        Assert.Empty(partner.AgentsAloneSee);
        Assert.Equal([("channelData.messageAudience", BotFaults.InvalidAudience)], partner.Refused);
        Assert.Equal(["BotTransfer", "to human_skill"], partner.Done);
    }

    [Theory]
    [InlineData("""{"type":"message","text":"secret","messageAudience":"AGENTS_AND_MANAGERS"}""", "messageAudience")]
    [InlineData("""{"type":"message","text":"secret","channelData":{"MessageAudience":"AGENTS_AND_MANAGERS"}}""", "channelData.MessageAudience")]
    [InlineData("""{"type":"message","text":"secret","ChannelData":{"messageAudience":"AGENTS_AND_MANAGERS"}}""", "ChannelData")]
    [InlineData("""{"type":"message","text":"secret","channelData":{"custom":[{"deep":{"messageAudience":1}}]}}""", "channelData.custom")]
    [InlineData("""{"type":"message","attachments":[{"content":{"text":"secret","messageAudience":"AGENTS_AND_MANAGERS"}}]}""", "attachments")]
    [InlineData("""{"type":"message","text":"secret","channelData":{"structuredContent":{"messageAudience":"AGENTS_AND_MANAGERS"}}}""", "channelData.structuredContent")]
    [InlineData("""{"type":"event","name":"note","value":{"text":"secret","messageAudience":"AGENTS_AND_MANAGERS"}}""", "value")]
    public void an_audience_in_the_wrong_place_is_nobodys(string activity, string part)
    {
        var partner = new Partner().Answers(activity);
        Assert.Equal([(part, BotFaults.InvalidAudience)], partner.Refused);
        Assert.DoesNotContain("secret", string.Concat(partner.Talk.Messages.Select(m => m.Text + m.Activity + m.StructuredContent)));
        Assert.Equal(["escalates: empty_answer", "to support"], partner.Done);
    }

    [Theory]
    [InlineData("""{"name":"CLOSE_CONVERSATION","messageAudience":"AGENTS_AND_MANAGERS"}""")]
    [InlineData("""{"name":"TRANSFER","parameters":{"skill":"human_skill","messageAudience":"AGENTS_AND_MANAGERS"}}""")]
    [InlineData("""{"name":"TRANSFER","parameters":{"skill":"human_skill","more":[{"messageAudience":"AGENTS_AND_MANAGERS"}]}}""")]
    [InlineData("""[{"messageAudience":"AGENTS_AND_MANAGERS"}]""")]
    public void an_audience_that_slipped_into_the_action_is_nobodys(string action)
    {
        var partner = new Partner().Answers($$$"""{"type":"message","text":"secret","channelData":{"action":{{{action}}}}}""");
        Assert.Contains(("channelData.action", BotFaults.InvalidAudience), partner.Refused);
        Assert.DoesNotContain("secret", string.Concat(partner.Talk.Messages.Select(m => m.Text)));
    }

    [Fact]
    public void an_audience_in_what_a_function_is_given_is_the_functions()
    {
        var partner = new Partner().Answers(
            """{"type":"message","text":"open","channelData":{"action":{"name":"INVOCATION","parameters":{"lambdaUuid":"f1","payload":{"messageAudience":"x"}}}}}""");
        Assert.Empty(partner.Refused);
        Assert.Contains("open", partner.Talk.Messages.Select(m => m.Text));
    }

    [Fact]
    public void an_audience_beside_the_entries_of_several_messages_is_nobodys()
    {
        var partner = new Partner().Answers("""{"type":"message","text":"secret","channelData":{"multiMessage":{"messageAudience":"AGENTS_AND_MANAGERS"}}}""");
        Assert.Contains(("channelData.multiMessage", BotFaults.InvalidAudience), partner.Refused);
        Assert.DoesNotContain("secret", string.Concat(partner.Talk.Messages.Select(m => m.Text)));
    }

    [Theory]
    [InlineData("\"messageAudience\"")]
    [InlineData("[{\"messageAudience\":\"AGENTS_AND_MANAGERS\"}]")]
    [InlineData("7")]
    public void channel_data_that_can_not_be_read_may_have_said_so(string channelData)
    {
        var partner = new Partner().Answers($$$"""{"type":"message","text":"secret","channelData":{{{channelData}}}}""");
        Assert.Empty(partner.ConsumerSees);
        Assert.Equal([("channelData", BotFaults.InvalidShape)], partner.Refused);
    }

    [Fact]
    public void without_a_text_nothing_is_said_and_the_action_counts()
    {
        var partner = new Partner().Answers(Figure.Of("2.1").Replace("\"This is a private text\"", "\"\"", StringComparison.Ordinal));
        Assert.Empty(partner.AgentsAloneSee);
        Assert.Equal([("text", BotFaults.MissingText)], partner.Refused);
        Assert.Equal(["BotTransfer", "to human_skill"], partner.Done);
        var rich = new Partner().Answers("""{"type":"message","attachments":[{"a":1}],"channelData":{"messageAudience":"AGENTS_AND_MANAGERS","structuredContent":{"a":1}}}""");
        Assert.Equal([("text", BotFaults.MissingText)], rich.Refused);
        Assert.Empty(rich.Heard.Actions);
    }

    [Fact]
    public void all_of_it_is_private()
    {
        var partner = new Partner().Answers("""
            {"type":"message","text":"secret","attachments":[{"contentType":"text/plain","content":"secret"}],"suggestedActions":{"actions":[{"title":"secret"}]},
             "channelData":{"messageAudience":"AGENTS_AND_MANAGERS","structuredContent":{"a":"secret"},"own":"secret","multiMessage":[{"type":"text","value":"secret"},{"type":"structured-content","value":{"structuredContent":{"b":"secret"}}}]}}
            """);
        Assert.Empty(partner.ConsumerSees);
        Assert.Equal(3, partner.AgentsAloneSee.Count());
        Assert.Equal("""{"a":"secret"}""", partner.Talk.Messages.Single(m => m.Activity is not null).StructuredContent);
        Assert.Empty(partner.Refused);
    }
}
