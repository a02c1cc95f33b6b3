using System.Text.Json.Nodes;
using Conversations.Bots;
using Conversations.Flows;

namespace Conversations.Tests.Bots.Figures;

/// <summary>SEED4, Engagement attributes as context; and what else a bot is told.</summary>
public class When_a_bot_is_asked
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 9, 0, 0, 123, TimeSpan.Zero);
    private static readonly BotAddressing OnBotFramework = new("c1", "conversations", "http://127.0.0.1:5080/bots/acme/helper", "bot-id", false);
    private static readonly BotAddressing OnDirectLine = new("dl-1", "directline", null, null, false);

    private static BotRequest Request => new()
    {
        Key = "e1", StartedAt = At, AnswerBy = At.AddSeconds(15), Bot = "helper", ActivityId = "c1|0000002", Kind = BotRequestKind.Message, Text = "Some Conversation Text", Messages = [1, 2],
    };

    private static BotFacts Facts => new()
    {
        Consumer = new Consumer { Id = "ann", Name = "Ann" }, Language = "de", SkillId = "support", Sdes = """{"customerInfo": {"customerId": "138766AC"}}""",
        Context = new EngagementContext { CampaignId = 3, EngagementId = 4, VisitorId = 5, SessionId = 6, ClientFeatures = ["RICH_CONTENT"], ClientIpAddress = "192.0.2.1" },
    };

    private static JsonNode Compose(BotRequest? request = null, BotFacts? facts = null, bool attributes = true, BotAddressing? addressing = null, ConversationType type = ConversationType.Messaging) =>
        JsonNode.Parse(Text(request, facts, attributes, addressing, type))!;

    private static string Text(BotRequest? request, BotFacts? facts, bool attributes, BotAddressing? addressing, ConversationType type = ConversationType.Messaging) => BotActivityComposer.Compose(
        new BotCall
        {
            Conversation = new ConversationKey("acme", "c1"),
            Account = Partner.Account(),
            Bot = new()
            {
                Name = "helper", DisplayName = "Helper", FailureText = LocalizedText.Of("It failed."),
                Connector = new BotConnector { Kind = BotConnectorKind.BotFramework, Endpoint = "http://bot", EngagementAttributes = attributes },
            },
            Request = request ?? Request,
            Facts = (facts ?? Facts) with { Type = type },
            Timeout = TimeSpan.FromSeconds(15),
        },
        addressing ?? OnBotFramework);

    private static void Is(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}, but it is {actual?.ToJsonString()}");

    [Fact]
    public void figure_3_1_is_in_every_message()
    {
        var activity = Compose();
        var figure = JsonNode.Parse(Figure.Of("3.1"), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        Assert.Equal(((string?)figure["type"], (string?)figure["text"]), ((string?)activity["type"], (string?)activity["text"]));
        foreach (var (name, value) in figure["channelData"]!["context"]!.AsObject())
        {
            Assert.Equal(value!.GetValueKind(), activity["channelData"]!["context"]![name]!.GetValueKind());
        }
    }

    [Fact]
    public void a_message_carries_all_that_a_bot_needs() => Is("""
        {
          "type": "message", "id": "c1|0000002", "timestamp": "2026-11-21T09:00:00.123Z", "channelId": "conversations", "serviceUrl": "http://127.0.0.1:5080/bots/acme/helper",
          "conversation": {"id": "c1"}, "from": {"id": "ann", "name": "Ann", "role": "user"}, "recipient": {"id": "bot-id", "name": "Helper", "role": "bot"},
          "locale": "de", "text": "Some Conversation Text", "textFormat": "plain",
          "channelData": {"context": {
            "convId": "c1", "msConversationId": "c1",
            "lpEvent": {
              "sequence": 2, "originatorId": "ann", "originatorMetadata": {"id": "ann", "role": "CONSUMER"}, "serverTimestamp": 1795251600123, "dialogId": "c1",
              "event": {"type": "ContentEvent", "message": "Some Conversation Text", "contentType": "text/plain"},
              "conversationContext": {
                "skillId": "support", "campaignId": 3, "engagementId": 4, "type": "MESSAGING",
                "visitor": {"visitorId": 5, "sessionId": 6, "language": "de", "features": ["RICH_CONTENT"]}, "integration": null
              }
            },
            "lpSdes": {"unauthenticatedSdes": {"customerInfo": {"customerId": "138766AC"}}}
          }}
        }
        """, Compose());

    [Fact]
    public void a_repeat_is_the_same_text() => Assert.Equal(Text(null, null, true, null), Text(null, null, true, null));

    [Fact]
    public void on_direct_line_the_recipient_is_left_out_and_repeats_can_be_told()
    {
        var activity = Compose(addressing: OnDirectLine);
        Assert.Null(activity["recipient"]);
        Assert.Null(activity["serviceUrl"]);
        Assert.Equal("c1|0000002", (string?)activity["channelData"]!["clientActivityID"]);
        Assert.Equal(("c1", "dl-1"), ((string?)activity["channelData"]!["context"]!["convId"], (string?)activity["channelData"]!["context"]!["msConversationId"]));
    }

    [Theory]
    [InlineData(null, "{}")]
    [InlineData("""{"authenticatedSdes":{"a":1}}""", """{"authenticatedSdes":{"a":1}}""")]
    [InlineData("""{"unauthenticatedSdes":{"b":1},"authenticatedSdes":{"a":1}}""", """{"unauthenticatedSdes":{"b":1},"authenticatedSdes":{"a":1}}""")]
    [InlineData("""[{"type":"ctmrinfo"}]""", """{"unauthenticatedSdes":[{"type":"ctmrinfo"}]}""")]
    [InlineData("\"vip\"", """{"unauthenticatedSdes":"vip"}""")]
    public void attributes_of_which_nothing_is_said_are_not_proved(string? sdes, string expected) =>
        Is(expected, Compose(facts: Facts with { Sdes = sdes })["channelData"]!["context"]!["lpSdes"]);

    [Fact]
    public void attributes_are_sent_to_bots_alone_that_ask_for_them()
    {
        var context = Compose(attributes: false)["channelData"]!["context"]!.AsObject();
        Assert.Equal(["convId", "msConversationId", "lpEvent"], context.Select(m => m.Key));
    }

    [Fact]
    public void a_welcome_is_an_empty_message_with_the_action()
    {
        var activity = Compose(Request with { Kind = BotRequestKind.Welcome, Text = null, Messages = [], ActivityId = "c1|w1" }, type: ConversationType.Chat);
        Assert.Equal(("message", "", "c1|w1"), ((string?)activity["type"], (string?)activity["text"], (string?)activity["id"]));
        Is("""{"name":"WELCOME"}""", activity["channelData"]!["action"]);
        var said = activity["channelData"]!["context"]!["lpEvent"]!;
        Assert.Equal((true, "CHAT"), ((bool)said["isWelcomeEvent"]!, (string?)said["conversationContext"]!["type"]));
        Assert.Null(said["event"]);
        Assert.Null(said["sequence"]);
    }

    [Fact]
    public void a_new_conversation_is_told_with_its_members()
    {
        var activity = Compose(Request with { Kind = BotRequestKind.ConversationUpdate, Text = null, Messages = [], ActivityId = "c1|w1" });
        Assert.Equal("conversationUpdate", (string?)activity["type"]);
        Is("""[{"id":"ann","name":"Ann","role":"user"},{"id":"bot-id","name":"Helper","role":"bot"}]""", activity["membersAdded"]);
        Assert.Null(activity["text"]);
    }

    [Fact]
    public void an_event_has_its_name_and_value()
    {
        var activity = Compose(Request with { Kind = BotRequestKind.Event, Text = null, EventName = "go", Activity = """{"type":"event","name":"go","value":{"a":1},"from":{"id":"x"}}""" });
        Assert.Equal(("event", "go", "ann"), ((string?)activity["type"], (string?)activity["name"], (string?)activity["from"]!["id"]));
        Is("""{"a":1}""", activity["value"]);
        Assert.Null(activity["text"]);
    }

    [Fact]
    public void rich_content_has_a_text_in_its_place_and_comes_with_the_event()
    {
        var activity = Compose(Request with { Text = null, StructuredContent = """{"type":"vertical"}""" });
        Assert.Equal("com.liveperson.bot-connectors.consumer.send-rich-content", (string?)activity["text"]);
        Is("""{"type":"RichContentEvent","content":{"type":"vertical"}}""", activity["channelData"]!["context"]!["lpEvent"]!["event"]);
        Assert.Equal("said", (string?)Compose(Request with { Text = "said", StructuredContent = "{}" })["text"]);
    }

    [Fact]
    public void files_have_a_text_in_their_place_and_come_along()
    {
        const string attachments = """[{"contentType":"image/png","contentUrl":"http://127.0.0.1:5080/f/1","name":"a.png"}]""";
        var request = Request with { Text = null, Activity = $$$"""{"type":"message","attachments":{{{attachments}}},"from":{"id":"ann"}}""" };
        var activity = Compose(request);
        Assert.Equal("com.liveperson.bot-connectors.consumer.send-file", (string?)activity["text"]);
        Is(attachments, activity["attachments"]);
        Assert.Equal("a file", (string?)Compose(request with { Text = "a file" })["text"]);
        Assert.Null(Compose(request with { Activity = """{"type":"message","attachments":[],"value":{"form":1}}""" })["text"]);
    }

    [Fact]
    public void what_the_consumers_client_says_besides_is_passed_on_except_where_it_is_our_word()
    {
        var activity = Compose(Request with
        {
            Activity = """
                {"type":"message","id":"evil","text":"evil","locale":"fr","value":"v","entities":[{"type":"x"}],"localTimezone":"Europe/Paris","from":{"id":"evil"},"recipient":{"id":"evil"},"serviceUrl":"http://evil",
                 "channelData":{"clientActivityID":"k1","postBack":true,"context":{"lpSdes":"evil"},"Action":{"name":"evil"},"action":{"name":"evil"}}}
                """,
        });
        Assert.Equal(("fr", "v", "Europe/Paris", true, "k1"), (
            (string?)activity["locale"], (string?)activity["value"], (string?)activity["localTimezone"], (bool)activity["channelData"]!["postBack"]!, (string?)activity["channelData"]!["clientActivityID"]));
        Is("""[{"type":"x"}]""", activity["entities"]);
        Assert.DoesNotContain("evil", activity.ToJsonString());
    }

    [Fact]
    public void replies_may_be_expected_in_the_response() => Assert.Equal("expectReplies", (string?)Compose(addressing: OnBotFramework with { ExpectReplies = true })["deliveryMode"]);
}
