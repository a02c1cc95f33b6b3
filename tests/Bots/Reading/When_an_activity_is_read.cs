using Conversations.Bots;

namespace Conversations.Tests.Bots.Reading;

public class When_an_activity_is_read
{
    [Theory]
    [InlineData("typing"), InlineData("trace"), InlineData("conversationUpdate"), InlineData("contactRelationUpdate"), InlineData("installationUpdate"), InlineData("messageReaction"), InlineData("invokeResponse")]
    public void what_is_no_message_is_silent(string type)
    {
        var reading = Reads.Of($$$$"""{"type":"{{{{type}}}}","id":"a1","replyToId":"r1","text":"part of a stream","entities":[{"type":"streaminfo","streamSequence":1}],"channelData":{"action":{"name":"CLOSE_CONVERSATION"}}}""");
        Assert.True(reading.IsSilent);
        Assert.Equal((type, "a1", "r1"), (reading.Type, reading.Id, reading.ReplyToId));
    }

    [Theory]
    [InlineData("{}"), InlineData("""{"type":""}"""), InlineData("""{"type":7}"""), InlineData("""{"type":null}"""), InlineData("""{"type":"Message","text":"a"}"""), InlineData("""{"Type":"message","text":"a"}"""), InlineData("""{"type":"invoke"}""")]
    public void an_unknown_type_is_refused(string activity) => Assert.Equal(("type", BotFaults.UnknownType), Reads.Refusal(activity));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("""{"type":"message","text":"half a bo""")]
    [InlineData("""{"type":"message","text":"a","text":"b"}""")]
    [InlineData("""{"type":"message","text":"a","t\u0065xt":"b"}""")]
    [InlineData("""{"type":"message","text":"a","channelData":{"messageAudience":"ALL","messageAudience":"AGENTS_AND_MANAGERS"}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""[{"type":"message","text":"a"}]""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("""{"type":"message","text":"a","channelData":{"structuredContent":{"\udc00":1}}}""")]
    [InlineData("""{"type":"message","id":"\ud800","text":"a"}""")]
    [InlineData("""{"type":"message","text":"a"} {"type":"message","text":"b"}""")]
    [InlineData("""{"type":"message","text":NaN}""")]
    [InlineData("<html>")]
    public void what_is_no_json_is_refused_whole(string activity)
    {
        Assert.Equal(("activity", BotFaults.InvalidShape), Reads.Refusal(activity));
        Assert.Matches("^[0-9a-f]{32}$", Reads.Of(activity).Fingerprint);
    }

    [Fact]
    public void half_a_surrogate_pair_is_refused_too() => Assert.Equal(("activity", BotFaults.InvalidShape), Reads.Refusal($"{{\"type\":\"message\",\"text\":\"{'\ud800'}\"}}"));

    [Theory]
    [InlineData(62, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void it_may_be_64_levels_deep(int levels, bool fits)
    {
        var activity = $$$$"""{"type":"message","text":"a","value":{{{{new string('[', levels)}}}}{{{{new string(']', levels)}}}}}""";
        if (fits) Assert.Equal("a", Reads.Line(activity).Text);
        else Assert.Equal(("activity", BotFaults.InvalidShape), Reads.Refusal(activity));
    }

    [Fact]
    public void it_may_have_256_KiB()
    {
        string Padded(int size) => $$$$"""{"type":"message","replyToId":"r1","id":"a1","text":"a","value":"{{{{new string('x', size)}}}}"}""";
        var longest = 256 * 1024 - Padded(0).Length;
        Assert.Equal("a", Reads.Line(Padded(longest)).Text);
        Assert.Equal(("activity", BotFaults.TooLarge), Reads.Refusal(Padded(longest + 1)));
        Assert.Equal(("a1", "r1"), (Reads.Of(Padded(longest + 1)).Id, Reads.Of(Padded(longest + 1)).ReplyToId));
        Assert.Equal(("activity", BotFaults.TooLarge), Reads.Refusal(Padded(10_000_000)));
        Assert.Equal(("activity", BotFaults.TooLarge), Reads.Refusal(new string('[', 300_000)));
    }

    [Fact]
    public void text_and_rich_content_have_their_limits()
    {
        Assert.Equal(8_000, Reads.Line($$$$"""{"type":"message","text":"{{{{new string('x', 8_000)}}}}"}""").Text!.Length);
        Assert.Equal(("text", BotFaults.TooLarge), Reads.Refusal($$$$"""{"type":"message","text":"{{{{new string('x', 8_001)}}}}","attachments":[1]}"""));
        var big = $"\"{new string('x', 200_000)}\"";
        Assert.Equal(("channelData.structuredContent", BotFaults.TooLarge), Reads.Refusal($$$$"""{"type":"message","text":"a","channelData":{"structuredContent":{"a":{{{{big}}}}}}}"""));
        Assert.Equal(("channelData.metadata", BotFaults.TooLarge), Reads.Refusal($$$$"""{"type":"message","text":"a","channelData":{"metadata":[{{{{big}}}}]}}"""));
    }

    [Theory]
    [InlineData("""{"type":"message","text":5}""", "text")]
    [InlineData("""{"type":"message","text":["a"]}""", "text")]
    [InlineData("""{"type":"message","text":"a","channelData":{"structuredContent":"{}"}}""", "channelData.structuredContent")]
    [InlineData("""{"type":"message","text":"a","channelData":{"structuredContent":[]}}""", "channelData.structuredContent")]
    [InlineData("""{"type":"message","text":"a","channelData":{"metadata":{}}}""", "channelData.metadata")]
    [InlineData("""{"type":"message","text":"a","channelData":{"structuredContent":{"quickReplies":{"replies":[]}}}}""", "channelData.structuredContent.quickReplies")]
    [InlineData("""{"type":"message","text":"a","channelData":{"structuredContent":{"quickReplies":{"message":"b"},"message":""}}}""", "channelData.structuredContent.quickReplies")]
    [InlineData("""{"type":"event"}""", "name")]
    [InlineData("""{"type":"event","name":""}""", "name")]
    public void a_part_of_another_shape_drops_its_message(string activity, string part) => Assert.Equal((part, BotFaults.InvalidShape), Reads.Refusal(activity));

    [Fact]
    public void quick_replies_have_a_message_and_are_for_messaging()
    {
        const string activity = """{"type":"message","text":"","channelData":{"structuredContent":{"quickReplies":{"type":"quickReplies","itemsPerRow":8,"replies":[]},"message":"Do you like Bots?"}}}""";
        Assert.Equal("""{"quickReplies":{"type":"quickReplies","itemsPerRow":8,"replies":[]},"message":"Do you like Bots?"}""", Reads.Line(activity).StructuredContent);
        Assert.Equal(("channelData.structuredContent.quickReplies", BotFaults.InvalidShape), Reads.Refusal(activity, ConversationType.Chat));
    }

    [Theory]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","text":""}""")]
    [InlineData("""{"type":"message","text":null,"attachments":[],"entities":[],"channelData":null}""")]
    [InlineData("""{"type":"message","channelData":{"context":{"lpEvent":{}},"own":1}}""")]
    [InlineData("""{"type":"message","channelData":{"metadata":[]}}""")]
    [InlineData("""{"type":"message","entities":[{"type":"mention"}],"inputHint":"expectingInput"}""")]
    public void a_message_that_says_nothing_is_no_answer(string activity) => Assert.Equal(("activity", BotFaults.EmptyAnswer), Reads.Refusal(activity));

    [Theory, InlineData("multimessage"), InlineData("Delay"), InlineData("ACTION"), InlineData("EncodedMetadata"), InlineData("structuredcontent")]
    public void a_misspelt_name_is_told_and_passed_to_nobody(string name)
    {
        var reading = Reads.Of($$$$"""{"type":"message","text":"a","channelData":{"{{{{name}}}}":[{"type":"private-message","value":"secret"}]}}""");
        Assert.Equal([("channelData." + name, BotFaults.InvalidShape)], reading.Refusals.Select(r => (r.Part, r.Reason)));
        Assert.Equal([new BotLine { Text = "a" }], reading.Actions);
    }

    [Fact]
    public void comments_and_trailing_commas_are_read_over() =>
        Assert.Equal(new BotLine { Text = "a // b", StructuredContent = """{"c":[1.50,2]}""" }, Reads.Line("{ /* x */ \"type\":\"message\", // y\n\"text\":\"a // b\",\"channelData\":{\"structuredContent\":{\"c\":[1.50, 2,],},},}"));

    [Fact]
    public void an_id_of_more_than_300_characters_is_none()
    {
        BotReading Read(int length) => Reads.Of($$$$"""{"type":"message","text":"a","id":"{{{{new string('i', length)}}}}","replyToId":"{{{{new string('r', length)}}}}"}""");
        Assert.Equal((300, 300), (Read(300).Id!.Length, Read(300).ReplyToId!.Length));
        Assert.Equal((null, null), (Read(301).Id, Read(301).ReplyToId));
        Assert.Equal((null, null), (Reads.Of("""{"type":"message","text":"a","id":7,"replyToId":""}""").Id, Reads.Of("""{"type":"message","id":7,"replyToId":""}""").ReplyToId));
    }

    [Fact]
    public void the_fingerprint_is_that_of_what_is_said()
    {
        var one = Reads.Of("""{"type":"message","text":"a","channelData":{"x":1,"y":[1,2]}}""").Fingerprint;
        Assert.Matches("^[0-9a-f]{32}$", one);
        Assert.Equal(one, Reads.Of("""
            {"id":"1","timestamp":"t","localTimestamp":"t","localTimezone":"z","serviceUrl":"u","replyToId":"r","conversation":{"id":"c"},"recipient":{},"from":{"id":"b"},"channelId":"d","watermark":"3",
             "text": "\u0061", "channelData": { "x": 1, /* */ "y": [1, 2] }, "type": "message"}
            """).Fingerprint);
        string[] others =
        [
            """{"type":"message","text":"b","channelData":{"x":1,"y":[1,2]}}""", """{"type":"event","text":"a","channelData":{"x":1,"y":[1,2]}}""",
            """{"type":"message","text":"a","channelData":{"x":1,"y":[2,1]}}""", """{"type":"message","text":"a","name":"n","channelData":{"x":1,"y":[1,2]}}""",
        ];
        Assert.All(others, o => Assert.NotEqual(one, Reads.Of(o).Fingerprint));
    }
}
