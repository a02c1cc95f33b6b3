using System.Text.Json.Nodes;
using Conversations.Bots;

namespace Conversations.Tests.Bots.Reading;

/// <summary>Cards, buttons and speech for Direct Line clients.</summary>
public class When_there_is_more_than_text
{
    [Theory]
    [InlineData("""{"type":"message","text":"a","textFormat":"markdown","locale":"de","inputHint":"acceptingInput","attachments":[],"entities":[],"speak":"","value":null}""")]
    [InlineData("""{"type":"message","text":"a","from":{"id":"b"},"recipient":{"id":"c"},"serviceUrl":"u","code":"x","deliveryMode":"normal"}""")]
    [InlineData("""{"type":"message","text":"a","channelData":{"context":{"lpSdes":{}},"own":null}}""")]
    public void text_alone_needs_no_activity(string activity) => Assert.Equal(new BotLine { Text = "a" }, Reads.Line(activity));

    [Fact]
    public void it_is_passed_on_as_the_bot_wrote_it()
    {
        var reading = Reads.Of("""
            {"type":"message","id":"x","from":{"id":"b"},"serviceUrl":"http://bot","text":"Pick","textFormat":"plain","locale":"de","inputHint":"expectingInput","speak":"<speak>Pick</speak>","importance":"high","summary":"s",
             "attachmentLayout":"carousel","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"version": "1.50","n":1.0}}],"suggestedActions":{"actions":[{"type":"imBack","title":"\u0041","value":"A"}]},
             "value":{"k":1},"entities":[{"type":"mention"}],"unknown":1,
             "channelData":{"own":{"a":[1]},"structuredContent":{"b":1},"metadata":[],"context":{"c":1},"delay":{"delay":1},"action":{"name":"CHANGE_TTR","parameters":{"ttrType":"URGENT"}},"encodedMetadata":"QQ==","multiMessage":[]}}
            """);
        var line = Assert.Single(reading.Actions.OfType<BotLine>());
        Assert.Equal(("Pick", """{"b":1}""", "[]", "QQ=="), (line.Text, line.StructuredContent, line.Metadata, line.EncodedMetadata));
        Assert.Contains("\"content\":{\"version\": \"1.50\",\"n\":1.0}", line.Activity);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"type":"message","text":"Pick","textFormat":"plain","locale":"de","inputHint":"expectingInput","speak":"<speak>Pick</speak>","importance":"high","summary":"s","attachmentLayout":"carousel",
                 "attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"version":"1.50","n":1.0}}],"suggestedActions":{"actions":[{"type":"imBack","title":"A","value":"A"}]},
                 "value":{"k":1},"entities":[{"type":"mention"}],"channelData":{"own":{"a":[1]}}}
                """),
            JsonNode.Parse(line.Activity!)), line.Activity);
    }

    [Theory]
    [InlineData("""{"type":"message","attachments":[{"contentType":"image/png","contentUrl":"u"}]}""")]
    [InlineData("""{"type":"message","text":"","suggestedActions":{"actions":[{"title":"A"}]}}""")]
    [InlineData("""{"type":"message","speak":"Hi"}""")]
    [InlineData("""{"type":"message","value":{"a":1}}""")]
    public void it_needs_no_text(string activity)
    {
        var line = Reads.Line(activity);
        Assert.Null(line.Text);
        Assert.Equal("message", (string?)JsonNode.Parse(line.Activity!)!["type"]);
    }

    [Fact]
    public void an_event_goes_to_the_clients()
    {
        var line = Reads.Line("""{"type":"event","name":"open","value":{"page":1},"channelData":{"own":1}}""");
        Assert.Equal(("open", null, Audience.All), (line.EventName, line.Text, line.Audience));
        Assert.Equal("""{"type":"event","name":"open","value":{"page":1},"channelData":{"own":1}}""", line.Activity);
        Assert.Equal("""{"type":"event","name":"open"}""", Reads.Line("""{"type":"event","name":"open"}""").Activity);
        Assert.Equal(Audience.AgentsAndManagers, Reads.Line("""{"type":"event","name":"open","channelData":{"messageAudience":"AGENTS_AND_MANAGERS"}}""").Audience);
    }

    [Fact]
    public void the_places_of_a_stream_are_where_web_chat_looks_for_them()
    {
        var line = Reads.Line("""{"type":"message","text":"all of it","entities":[{"type":"streaminfo","streamType":"final","streamSequence":4,"streamId":"s1"}],"channelData":{"streamId":"own"}}""");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"streamId":"own","streamType":"final","streamSequence":4}"""), JsonNode.Parse(line.Activity!)!["channelData"]), line.Activity);
    }
}
