using Conversations.Bots;

namespace Conversations.Tests.Bots.Figures;

/// <summary>SEED4, Sending Encoded Metadata.</summary>
public class When_a_bot_sends_encoded_metadata
{
    private const string Encoded = "ewoic29tZUluZm8iOiAiSSB3YXMgZW5jb2RlZCIKfQ==";

    [Fact]
    public void figure_5_1_is_a_text_with_it()
    {
        var partner = new Partner().Answers(Figure.Of("5.1"));
        Assert.Equal([(0, "Hi i am sending a text with encoded metadata!!", null)], partner.ConsumerSees);
        Assert.Equal(Encoded, partner.Talk.Messages.Last().EncodedMetadata);
        Assert.Empty(partner.AgentsAloneSee);
        Assert.Empty(partner.Refused);
    }

    [Fact]
    public void figure_5_2_is_rich_content_with_it_byte_for_byte()
    {
        var figure = Figure.Of("5.2").Replace("  // ...\n", "", StringComparison.Ordinal);
        var partner = new Partner().Answers(figure);
        var message = partner.Talk.Messages.Last();
        Assert.Equal("Hi i am sending a structured content with encoded metadata!!", message.Text);
        Assert.StartsWith("{\n      \"type\": \"vertical\",", message.StructuredContent);
        Assert.Contains($"\"structuredContent\": {message.StructuredContent}\n  }}", figure);
        Assert.Contains($"\"metadata\": {message.Metadata},", figure);
        Assert.Equal((Encoded, Audience.All), (message.EncodedMetadata, message.Audience));
        Assert.Empty(partner.Refused);
    }

    [Fact]
    public void figure_5_2_says_the_same_with_its_comment()
    {
        var partner = new Partner().Answers(Figure.Of("5.2"));
        var message = partner.Talk.Messages.Last();
        Assert.Equal("""{"type":"vertical","elements":[{"type":"button","click":{"actions":[{"text":"Recommend a movie","type":"publishText"}]},"title":"Recommend a movie"}]}""", message.StructuredContent);
        Assert.Equal("""[{"id":"1234","type":"ExternalId"}]""", message.Metadata);
    }

    [Fact]
    public void figure_5_3_has_another_one_with_each_message()
    {
        var partner = new Partner().Answers(Figure.Of("5.3"));
        Assert.Equal([(0, "this is a text", null), (0, null, "{}")], partner.ConsumerSees);
        Assert.Equal([(Encoded, null), ("ZGlmZmVyZW50IGVuY29kZWQgbWV0YWRhdGE=", "[]")], partner.Talk.Messages.Skip(1).Select(m => (m.EncodedMetadata, m.Metadata)));
        Assert.Empty(partner.Refused);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { $"\"{new string('A', 5_004)}\"", BotFaults.MetadataTooLarge },
        { $"\"{new string('A', 5_001)}\"", BotFaults.MetadataTooLarge },
        { "\"not base64!\"", BotFaults.MetadataNotBase64 },
        { "\"QQ\"", BotFaults.MetadataNotBase64 },
        { "\"Q-_=\"", BotFaults.MetadataNotBase64 },
        { "{\"a\":1}", BotFaults.MetadataNotBase64 },
        { "7", BotFaults.MetadataNotBase64 },
    };

    [Theory, MemberData(nameof(Faults))]
    public void a_wrong_one_drops_its_message_and_nothing_else(string encoded, string reason)
    {
        var partner = new Partner().Answers($$$$$"""
            {"type":"message","text":"dropped","channelData":{"delay":{"delay":1},"encodedMetadata":{{{{{encoded}}}}},"structuredContent":{},
             "multiMessage":[{"type":"text","value":"dropped","encodedMetadata":{{{{{encoded}}}}}},{"type":"text","value":"said"},{"type":"structured-content","value":{"structuredContent":{}},"encodedMetadata":{{{{{encoded}}}}}}],
             "action":{"name":"TRANSFER","parameters":{"skill":"human_skill"}}}}
            """);
        partner.Talk.At(1);
        Assert.Equal([(1, "said", null)], partner.ConsumerSees);
        Assert.Equal(["waits 1 s typing", "BotTransfer", "to human_skill"], partner.Done);
        Assert.Equal(
            [("channelData.encodedMetadata", reason), ("channelData.multiMessage[0].encodedMetadata", reason), ("channelData.multiMessage[2].encodedMetadata", reason)],
            partner.Refused);
    }

    [Fact]
    public void five_thousand_characters_fit()
    {
        var partner = new Partner().Answers($$$"""{"type":"message","text":"Hi","channelData":{"encodedMetadata":"{{{new string('A', 5_000)}}}"}}""");
        Assert.Equal(5_000, partner.Talk.Messages.Last().EncodedMetadata!.Length);
    }

    [Theory]
    [InlineData("5.1", 1)]
    [InlineData("5.2", 1)]
    [InlineData("5.3", 2)]
    public void the_accounts_feature_has_to_be_on(string figure, int dropped)
    {
        var partner = new Partner(encodedMetadata: false).Answers(Figure.Of(figure));
        Assert.Empty(partner.ConsumerSees);
        Assert.Equal(Enumerable.Repeat(BotFaults.MetadataOff, dropped), partner.Refused.Select(r => r.Reason));
        Assert.Equal(["escalates: empty_answer", "to support"], partner.Done);
    }

    [Theory]
    [InlineData("5.1", 1)]
    [InlineData("5.2", 1)]
    [InlineData("5.3", 2)]
    public void a_chat_has_none(string figure, int dropped)
    {
        var partner = new Partner(type: ConversationType.Chat).Answers(Figure.Of(figure));
        Assert.Empty(partner.ConsumerSees);
        Assert.Equal(Enumerable.Repeat(BotFaults.MetadataInChat, dropped), partner.Refused.Select(r => r.Reason));
    }

    [Fact]
    public void inside_of_value_it_is_not_passed_and_the_content_is()
    {
        var partner = new Partner().Answers($$$"""{"type":"message","text":"","channelData":{"multiMessage":[{"type":"structured-content","value":{"structuredContent":{"a":1},"encodedMetadata":"{{{Encoded}}}"}}]}}""");
        Assert.Equal([(0, null, """{"a":1}""")], partner.ConsumerSees);
        Assert.Null(partner.Talk.Messages.Last().EncodedMetadata);
        Assert.Equal([("channelData.multiMessage[0].value.encodedMetadata", BotFaults.MetadataMisplaced)], partner.Refused);
    }

    [Theory]
    [InlineData("""{"type":"message","text":"p","channelData":{"messageAudience":"AGENTS_AND_MANAGERS","encodedMetadata":"QQ=="}}""", "channelData.encodedMetadata")]
    [InlineData("""{"type":"message","channelData":{"multiMessage":[{"type":"private-message","encodedMetadata":"QQ==","value":{"text":"p","messageAudience":"AGENTS_AND_MANAGERS"}}]}}""", "channelData.multiMessage[0].encodedMetadata")]
    [InlineData("""{"type":"message","channelData":{"multiMessage":[{"type":"private-message","value":{"text":"p","messageAudience":"AGENTS_AND_MANAGERS","encodedMetadata":"QQ=="}}]}}""", "channelData.multiMessage[0].value.encodedMetadata")]
    [InlineData("""{"type":"message","channelData":{"encodedMetadata":"QQ==","multiMessage":[{"type":"private-message","value":{"text":"p","messageAudience":"AGENTS_AND_MANAGERS"}}]}}""", "channelData.encodedMetadata")]
    public void where_none_is_supported_it_is_left_out(string activity, string part)
    {
        var partner = new Partner().Answers(activity);
        Assert.Equal([(0, "p")], partner.AgentsAloneSee);
        Assert.Null(partner.Talk.Messages.Last().EncodedMetadata);
        Assert.Equal([(part, BotFaults.MetadataMisplaced)], partner.Refused);
    }
}
