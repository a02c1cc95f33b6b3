using System.Text;
using Conversations.Bots;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>JavaScript cuts texts in the middle of a surrogate pair. What remains passes for JSON and is no text: it is recorded as refused, and nothing is an error.</summary>
public class When_a_bot_sends_half_an_emoji
{
    [Theory]
    [InlineData("""{"type":"message","text":"cut \ud83d"}""")]
    [InlineData("""{"type":"message","text":"cut \uD83D"}""")]
    [InlineData("""{"type":"message","text":"a","value":{"deep":["\ude00"]}}""")]
    [InlineData("""{"\ud83d":1,"type":"message","text":"a"}""")]
    [InlineData("""{"type":"message","text":"a","\ud83d\ud83d":1}""")]
    [InlineData("""{"type":"message","text":"a","replyT\ud83d":1,"i\ud83d":2,"typ\ud83d":3}""")]
    [InlineData("""{"type":"message","text":"a","channelData":{"\ud83d":1}}""")]
    [InlineData("""{"type":"message","text":"a","id":"\ud83d"}""")]
    [InlineData("""{"type":"message","text":"cut \ud83d","replyToId":"\ud83d"}""")]
    public async Task it_is_answered_and_refused_in_the_journal_with_and_without_an_id_of_the_request(string json)
    {
        await using var world = await BotWorld.Start();
        foreach (var request in new[] { null, "r-1" })
        {
            foreach (var isReply in new[] { true, false })
            {
                var told = await world.Ask();
                var reply = await Send(world, told, json, request, isReply);
                Assert.Equal((200, $"{told.Conversation}|b0000001"), (reply.Status, reply.Text("id")));
                await Refused(world, told);
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"message","text":"a","id":"","id":""}""")]
    [InlineData("""{"type":"message","text":"a","id":"1","id":"2"}""")]
    [InlineData("""{"type":"message","text":"a","id":"1","\u0069d":""}""")]
    [InlineData("""{"type":"message","text":"a","id":"1","replyToId":"x","replyToId":"y"}""")]
    public async Task a_name_that_is_there_twice_is_refused_the_same_way(string json)
    {
        await using var world = await BotWorld.Start();
        foreach (var request in new[] { null, "r-1" })
        {
            var told = await world.Ask();
            Assert.Equal(200, (await Send(world, told, json, request)).Status);
            await Refused(world, told);
        }
    }

    [Theory, InlineData("""{"type":"\ud83d","text":"a"}"""), InlineData("""{"typ\ud83d":"message","text":"a"}""")]
    public async Task a_type_that_can_not_be_read_is_none(string json)
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        Assert.Equal((400, "BadArgument"), (await Send(world, told, json, "r-1")) is var reply ? (reply.Status, reply.Code) : default);
        Assert.Empty(await world.Events<BotHeard>(told.Conversation));
    }

    [Fact]
    public async Task a_whole_one_and_everything_around_it_arrive_as_they_were()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        Assert.Equal(200, (await Send(world, told, """ { "text" : "whole \ud83d\ude00", "type":"message", "id" : "" } """, "r-1")).Status);
        Assert.Equal(200, (await Send(world, told, """{"type":"message","text":"\u0022quoted\u0022 \\ud83d"}""", "r-1")).Status);
        await world.Reads(told.Conversation, "hi", "whole \ud83d\ude00", "\"quoted\" \\ud83d");
        Assert.All(await world.Events<BotHeard>(told.Conversation), h => Assert.StartsWith("r-1/", h.ActivityId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task in_a_transcript_it_is_refused_alone()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var taken = await world.Bot.Call(HttpMethod.Post, told, $"conversations/{told.Conversation}/activities/history",
            """{"\ud83d":1,"activities":[{"type":"message","text":"earlier one"},{"type":"message","text":"cut \ud83d"},{"\ud83d":1,"type":"message","text":"a"},{"type":"message","text":"earlier two"}]}""");
        Assert.Equal(200, taken.Status);
        await world.Reads(told.Conversation, "hi", "*earlier one", "*earlier two");
        Assert.Equal([0, 1, 1, 0], (await world.Events<BotHeard>(told.Conversation)).Select(h => h.Refusals.Length));
    }

    [Fact]
    public async Task bytes_that_are_no_text_are_shown_as_such_in_a_message_and_in_a_transcript()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        Assert.Equal(200, (await Send(world, told, """{"type":"message","text":"bytes """ + "\u00ff\"}", "r-1", encoding: Encoding.Latin1)).Status);
        Assert.Equal(200, (await Post(world, $"{told.Conversation}/activities/history", """{"activities":[{"type":"message","text":"earlier """ + "\u00ff\"}]}", null, Encoding.Latin1)).Status);
        await world.Reads(told.Conversation, "hi", "bytes \ufffd", "*earlier \ufffd");
    }

    private static async Task Refused(BotWorld world, Told told)
    {
        var heard = Assert.Single(await world.Events<BotHeard>(told.Conversation));
        Assert.Equal(("activity", BotFaults.InvalidShape), (Assert.Single(heard.Refusals).Part, heard.Refusals[0].Reason));
        // People take over from a bot that has said nothing else.
        Assert.Empty((await world.Texts(told.Conversation)).Except(["hi", "A colleague takes over."]));
    }

    private static Task<Http.Reply> Send(BotWorld world, Told told, string json, string? request, bool isReply = true, Encoding? encoding = null) =>
        Post(world, $"{told.Conversation}/activities{(isReply ? $"/{Uri.EscapeDataString(told.Id)}" : "")}", json, request, encoding);

    private static async Task<Http.Reply> Post(BotWorld world, string path, string json, string? request, Encoding? encoding)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/bots/acme/robo/v3/conversations/{path}")
        {
            Content = new ByteArrayContent((encoding ?? Encoding.UTF8).GetBytes(json)),
        };
        if (request is not null) message.Headers.Add("x-ms-client-request-id", request);
        using var response = await world.Server.Http.SendAsync(message);
        return await Http.Reply.Of(response);
    }
}
