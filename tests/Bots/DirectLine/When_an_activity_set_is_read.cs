using System.Collections.Immutable;
using System.Text.Json;
using Conversations.Bots;
using Conversations.Silo.Bots.DirectLine;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>What a page of a feed means, without any service.</summary>
public class When_an_activity_set_is_read
{
    private const string Ours = "c-1|0000002";
    private static readonly BotSession Fresh = new() { Bot = "b", ConversationId = "r" };
    private static readonly FeedTerms Waiting = new("c-1", "u-1", [(Ours, false)]);

    [Theory]
    [InlineData("""{"activities":[],"watermark":"7"}""", "7")]
    [InlineData("""{"activities":[],"watermark":7}""", "7")]
    [InlineData("""{"activities":[],"watermark":null}""", "before")]
    [InlineData("""{"activities":[]}""", "before")]
    [InlineData("", "before")]
    public void the_watermark_may_be_a_text_or_a_number_and_nothing_never_replaces_it(string body, string expected) =>
        Assert.Equal(expected, Read(Fresh with { Watermark = "before" }, body).Position.Watermark);

    [Theory, InlineData("not json"), InlineData("[]"), InlineData("{\"activities\":[")]
    public void what_is_no_activity_set_is_no_page(string body) => Assert.Null(FeedPage.Parse(body));

    [Fact]
    public void our_own_activity_is_skipped_and_tells_what_it_is_called_there()
    {
        var reading = Read(Fresh, Set(Echo("r1"), Reply("r2", "r1")));
        Assert.Equal("r1", Assert.Single(reading.Position.Sent).RemoteId);
        Assert.Equal(Ours, ReplyToId(Assert.Single(reading.Told)));
        Assert.Equal([Ours], reading.Answered);
        Assert.True(reading.Position.Sent[0].Answered);
    }

    [Fact]
    public void an_answer_to_an_earlier_request_is_told_as_one_and_answers_nothing_now()
    {
        var known = FeedReading.WithSent(Fresh, "c-1|0000001", "r0");
        var reading = Read(known, Set(Reply("r1", "r0")));
        Assert.Equal("c-1|0000001", ReplyToId(Assert.Single(reading.Told)));
        Assert.DoesNotContain(Ours, reading.Answered);
    }

    [Fact]
    public void what_names_no_request_and_came_before_ours_is_no_answer_to_it()
    {
        var reading = Read(Fresh, Set("""{"type":"message","id":"g","text":"Welcome","from":{"id":"bot"}}""", Echo("r1")));
        Assert.Equal("g", ReplyToId(Assert.Single(reading.Told)));
        Assert.Empty(reading.Answered);
    }

    [Fact]
    public void what_names_no_request_and_came_after_ours_answers_it()
    {
        var reading = Read(Fresh, Set(Echo("r1"), """{"type":"message","id":"r2","text":"Hi"}"""));
        Assert.Null(ReplyToId(Assert.Single(reading.Told)));
        Assert.Equal([Ours], reading.Answered);
    }

    [Fact]
    public void what_names_no_request_while_two_are_waiting_answers_neither()
    {
        var reading = FeedReading.Of(Fresh, FeedPage.Parse(Set("""{"type":"message","id":"r2","text":"Hi"}"""))!, new("c-1", "u-1", [(Ours, true), ("c-1|0000003", true)]));
        Assert.Empty(reading.Answered);
    }

    [Fact]
    public void what_names_no_request_answers_one_that_the_feed_does_not_show_but_the_service_took()
    {
        var page = FeedPage.Parse(Set("""{"type":"message","id":"r2","text":"Hi"}"""))!;
        Assert.Equal([Ours], FeedReading.Of(Fresh, page, new("c-1", "u-1", [(Ours, true)])).Answered);
        Assert.Empty(FeedReading.Of(Fresh, page, new("c-1", "u-1", [(Ours, false)])).Answered);
    }

    [Fact]
    public void a_bot_that_sends_back_the_channel_data_that_it_got_is_heard()
    {
        var reading = Read(Fresh, Set(Echo("r1"), $$$"""{"type":"message","id":"r2","replyToId":"r1","channelData":{"clientActivityID":"{{{Ours}}}"}}"""));
        Assert.Single(reading.Told);
        Assert.Single(reading.Position.Sent);
    }

    [Fact]
    public void typing_is_no_answer()
    {
        var reading = Read(Fresh, Set(Echo("r1"), """{"type":"typing","id":"r2","replyToId":"r1"}"""));
        Assert.Empty(reading.Answered);
    }

    [Fact]
    public void all_but_the_reply_to_id_stays_as_it_was()
    {
        const string activity = """{ "type":"message", "id":"r2","replyToId":"r1", "channelData": {"x":[1.50, "\u00e4", {"replyToId":"r1"}]}, "text":"\ud83d\ude00" }""";
        var told = Assert.Single(Read(Fresh, Set(Echo("r1"), activity)).Told);
        Assert.Contains("""{"x":[1.50, "\u00e4", {"replyToId":"r1"}]}""", told, StringComparison.Ordinal);
        Assert.Contains("""
            "\ud83d\ude00"
            """.Trim(), told, StringComparison.Ordinal);
        Assert.Equal(Ours, ReplyToId(told));
    }

    [Fact]
    public void one_activity_that_is_nested_too_deep_does_not_hide_the_others()
    {
        var deep = new string('[', 500) + new string(']', 500);
        var reading = Read(Fresh, Set(Echo("r1"), $$"""{"type":"message","id":"r2","replyToId":"r1","value":{{deep}}}""", Reply("r3", "r1")));
        Assert.Equal(2, reading.Told.Length);
    }

    [Theory]
    [InlineData("""{"type":"message","id":"r2","replyToId":"r1","text":"cut \ud83d"}""")]
    [InlineData("""{"type":"message","id":"r2","replyToId":"r1","\ud83d":1,"t\ud83d":2}""")]
    [InlineData("""{"type":"message","id":"r2","replyToId":"r1","\ud83d\ud83d\ud83d":1}""")]
    [InlineData("""{"type":"message","id":"r2","replyToId":"r1","from":{"\ud83d":"i"},"channelData":{"\ud83d\ud83d\ud83d":1}}""")]
    public void one_activity_with_half_an_emoji_does_not_hide_the_others(string activity)
    {
        var reading = Read(Fresh, Set(Echo("r1"), activity, Reply("r3", "r1")));
        Assert.Equal(2, reading.Told.Length);
        Assert.All(reading.Told, t => Assert.Contains(JsonSerializer.Serialize(Ours), t, StringComparison.Ordinal));
        // It goes to the rules as it is, which refuse it.
        Assert.Contains("\\ud83d", reading.Told[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"message"}""", """{"replyToId":"g","type":"message"}"""), InlineData("{ }", """{"replyToId":"g" }""")]
    [InlineData("""{"replyToId":null, "a":{"replyToId":"x"}}""", """{"replyToId":"g", "a":{"replyToId":"x"}}"""), InlineData("""{"replyToId":{"x":[1]} }""", """{"replyToId":"g" }""")]
    [InlineData("""{"r\u0065plyToId":"x","replyToId":"y"}""", """{"r\u0065plyToId":"g","replyToId":"g"}""")]
    public void what_it_answers_is_written_over_or_added(string activity, string expected) =>
        Assert.Equal(expected, RemoteActivity.Read(JsonDocument.Parse(activity).RootElement).Answering("g"));

    [Fact]
    public void only_the_last_requests_are_remembered()
    {
        var session = Enumerable.Range(0, 40).Aggregate(Fresh, (s, i) => FeedReading.WithSent(s, $"c-1|{i}", $"r{i}"));
        Assert.Equal(Enumerable.Range(24, 16).Select(i => $"r{i}"), session.Sent.Select(s => s.RemoteId));
    }

    private static FeedReading Read(BotSession position, string body) => FeedReading.Of(position, FeedPage.Parse(body)!, Waiting);

    private static string Set(params string[] activities) => $$"""{"activities":[{{string.Join(',', activities)}}],"watermark":"9"}""";

    private static string Echo(string id) => $$$"""{"type":"message","id":"{{{id}}}","from":{"id":"somebody"},"channelData":{"clientActivityID":"{{{Ours}}}"}}""";

    private static string Reply(string id, string to) => $$$"""{"type":"message","id":"{{{id}}}","replyToId":"{{{to}}}","text":"Hi","from":{"id":"id","name":"Bot"}}""";

    private static string? ReplyToId(string activity) =>
        JsonDocument.Parse(activity, new JsonDocumentOptions { MaxDepth = 1000 }).RootElement.TryGetProperty("replyToId", out var id) ? id.GetString() : null;
}
