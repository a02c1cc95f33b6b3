using Conversations.Bots;

namespace Conversations.Tests.Bots.Figures;

/// <summary>SEED4, Invoke LivePerson Function Activity, and the other actions of channelData.</summary>
public class When_a_bot_acts
{
    private const string Lambda = "4ec49ffc-080b-4e59-b302-18d6b826191b";

    private static string Action(string action) => $$$"""{"type":"message","text":"Hi","channelData":{"action":{{{action}}}}}""";

    private static string Invocation(string parameters) => Action($$$"""{"name":"INVOCATION","parameters":{"lambdaUuid":"{{{Lambda}}}"{{{parameters}}}}}""");

    [Fact]
    public void figure_6_1_with_its_quotes_escaped_invokes_the_function()
    {
        var partner = new Partner().Answers(Figure.Of("6.1-corrected"));
        Assert.Empty(partner.ConsumerSees);
        Assert.Equal([(0, "Trigger LivePerson Function")], partner.AgentsAloneSee);
        var call = Assert.Single(partner.Talk.State.Effects.OfType<InvokeFunction>());
        Assert.Equal((Lambda, """{ "some": "stuff"}""", true), (call.Function, call.Payload, call.FailOnError));
        Assert.Empty(partner.Refused);
        partner.Talk.Fail(call);
        Assert.Equal(["BotInvocation", "escalates: invocation_failed", "to support"], partner.Done);
    }

    [Fact]
    public void figure_6_1_as_it_stands_is_no_json_and_escalates()
    {
        var partner = new Partner().Answers(Figure.Of("6.1"));
        Assert.Empty(partner.ConsumerSees);
        Assert.Equal([("activity", BotFaults.InvalidShape)], partner.Refused);
        Assert.Equal(["escalates: empty_answer", "to support"], partner.Done);
        Assert.Empty(partner.Talk.State.Effects.OfType<InvokeFunction>());
    }

    [Fact]
    public void a_failed_invocation_does_not_escalate_by_default()
    {
        var partner = new Partner().Answers(Invocation(""));
        var call = Assert.Single(partner.Talk.State.Effects.OfType<InvokeFunction>());
        Assert.False(call.FailOnError);
        partner.Talk.Fail(call);
        Assert.Equal(["BotInvocation"], partner.Done);
        Assert.Equal("helper", partner.Talk.State.Bot);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(",\"payload\":null", null)]
    [InlineData(",\"payload\":{\"a\": [1]}", "{\"a\": [1]}")]
    [InlineData(",\"payload\":\"{\\\"a\\\": 1}\"", "{\"a\": 1}")]
    [InlineData(",\"payload\":\"plain\"", "\"plain\"")]
    [InlineData(",\"payload\":\"\"", "\"\"")]
    [InlineData(",\"payload\":\"{'a':1}\"", "\"{'a':1}\"")]
    [InlineData(",\"payload\":[true]", "[true]")]
    [InlineData(",\"payload\":1.50", "1.50")]
    public void a_payload_may_be_anything(string payload, string? expected) =>
        Assert.Equal(expected, Assert.IsType<BotInvocation>(new Partner().Answers(Invocation(payload)).Heard.Actions.Last()).Payload);

    [Fact]
    public void a_transfer_may_name_an_agent()
    {
        BotAction Read(string agent) => new Partner().Answers(Action($$$"""{"name":"TRANSFER","parameters":{"skill":"human_skill","agentId":{{{agent}}}}}""")).Heard.Actions.Last();
        Assert.Equal(new BotTransfer { Skill = "human_skill", AgentId = "4129463410" }, Read("\"4129463410\""));
        Assert.Equal(new BotTransfer { Skill = "human_skill", AgentId = "4129463410" }, Read("4129463410"));
        Assert.Equal(new BotTransfer { Skill = "human_skill" }, Read("null"));
    }

    [Fact]
    public void a_conversation_is_closed_after_what_was_said()
    {
        var partner = new Partner().Answers(Action("""{"name":"CLOSE_CONVERSATION","parameters":{"withoutPcs":true}}"""));
        Assert.Equal([(0, "Hi", null)], partner.ConsumerSees);
        Assert.Equal(["BotClose", "closed"], partner.Done);
        Assert.Equal(new BotClose { WithoutPcs = true }, partner.Heard.Actions.Last());
    }

    [Theory, InlineData("URGENT", TtrType.Urgent), InlineData("NORMAL", TtrType.Normal), InlineData("PRIORITIZED", TtrType.Prioritized)]
    public void the_response_time_is_changed(string written, TtrType expected)
    {
        var partner = new Partner().Answers(Action($$$"""{"name":"CHANGE_TTR","type":"client","parameters":{"ttrType":"{{{written}}}"},"result_variable":"none"}"""));
        Assert.Equal(new BotChangeTtr { TtrType = expected }, partner.Heard.Actions.Last());
        Assert.Equal(["BotChangeTtr"], partner.Done);
    }

    [Theory]
    [InlineData("""{"name":"WELCOME"}""", BotFaults.UnknownAction)]
    [InlineData("""{"name":"transfer","parameters":{"skill":"human_skill"}}""", BotFaults.UnknownAction)]
    [InlineData("""{"name":"CLOSE_DIALOG"}""", BotFaults.UnknownAction)]
    [InlineData("""{"parameters":{"skill":"human_skill"}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":7}""", BotFaults.InvalidAction)]
    [InlineData("\"TRANSFER\"", BotFaults.InvalidAction)]
    [InlineData("7", BotFaults.InvalidAction)]
    [InlineData("""{"name":"TRANSFER"}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"TRANSFER","parameters":{}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"TRANSFER","parameters":"human_skill"}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"TRANSFER","parameters":{"skill":5}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"TRANSFER","parameters":{"skill":"human_skill","agentId":{}}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"CLOSE_CONVERSATION","parameters":{"withoutPcs":"true"}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"CHANGE_TTR"}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"CHANGE_TTR","parameters":{"ttrType":"urgent"}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"CHANGE_TTR","parameters":{"ttrType":"CUSTOM"}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"INVOCATION"}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"INVOCATION","parameters":{"lambdaUid":"x"}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"INVOCATION","parameters":{"lambdaUuid":"x","failOnError":"true"}}""", BotFaults.InvalidAction)]
    [InlineData("""{"name":"TRANSFER","parameters":{"skill":"nowhere"}}""", BotFaults.UnknownSkill)]
    public void what_can_not_be_carried_out_escalates_after_what_was_said(string action, string reason)
    {
        var partner = new Partner().Answers(Action(action));
        Assert.Equal([(0, "Hi", null)], partner.ConsumerSees);
        Assert.Contains($"escalates: {reason}", partner.Done);
        Assert.Equal("to support", partner.Done.Last());
        Assert.Empty(partner.Refused);
    }

    [Fact]
    public void the_first_of_several_counts()
    {
        var partner = new Partner().Answers(Action("""[{"name":"TRANSFER","parameters":{"skill":"human_skill"}},{"name":"CLOSE_CONVERSATION"},{"name":"WELCOME"}]"""));
        Assert.Equal(["BotTransfer", "to human_skill"], partner.Done);
        Assert.Equal([("channelData.action[1]", BotFaults.SecondAction)], partner.Refused);
        Assert.Empty(new Partner().Answers(Action("[]")).Done);
        Assert.Empty(new Partner().Answers(Action("null")).Done);
    }

    [Fact]
    public void the_hand_off_of_the_sdks_is_a_transfer()
    {
        var partner = new Partner().Answers("""
            {"type":"event","name":"handoff.initiate","text":"I'll transfer you","value":{"skill":"human_skill"},"attachments":[{"contentType":"application/json","name":"Transcript","content":{"activities":["all of it"]}}],"channelData":{"action":{"name":"CLOSE_CONVERSATION"}}}
            """);
        Assert.Equal([(0, "I'll transfer you", null)], partner.ConsumerSees);
        Assert.Null(partner.Talk.Messages.Last().Activity);
        Assert.Equal(["BotTransfer", "to human_skill"], partner.Done);
        Assert.Equal([("channelData.action", BotFaults.SecondAction)], partner.Refused);
        var without = new Partner().Answers("""{"type":"event","name":"handoff.initiate","value":{}}""");
        Assert.Equal(["escalates: invalid_action", "to support"], without.Done);
    }

    [Fact]
    public void the_end_of_the_conversation_closes_it_with_its_last_words()
    {
        var partner = new Partner().Answers("""{"type":"endOfConversation","text":"Bye","code":"completedSuccessfully"}""");
        Assert.Equal([(0, "Bye", null)], partner.ConsumerSees);
        Assert.Equal(["BotClose", "closed"], partner.Done);
    }
}
