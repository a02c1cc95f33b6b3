using System.Text.Json;
using Conversations.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>The ways in which bots on public SDKs answer.</summary>
public class When_a_bot_answers
{
    [Fact]
    public async Task before_it_has_taken_the_request_its_answer_counts_once()
    {
        await using var world = await BotWorld.Start();
        Reply? heard = null;
        world.Bot.Does = async (told, _) => heard = await world.Bot.Reply(told, """{"type":"message","text":"you said hi"}""");
        var told = await world.Ask();
        await world.Reads(told.Conversation, "hi", "you said hi");
        await world.Server.Until(() => Task.FromResult(heard), h => h is not null);
        Assert.Equal((200, $"{told.Conversation}|b0000001"), (heard!.Status, heard.Text("id")));
        Assert.Equal("application/json", heard.ContentType);
        Assert.Equal(TurnOutcome.Answered, (await world.Recorded<TurnEnded>(told.Conversation)).Outcome);
        Assert.Equal(1, (await world.Conversation(told.Conversation).ReadMessages(1, 1)).Messages[0].InReplyTo);
    }

    [Fact]
    public async Task after_it_has_taken_the_request_its_answer_is_awaited()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Recorded<EffectSettled>(told.Conversation);
        Assert.Empty(await world.Events<TurnEnded>(told.Conversation));
        await world.Bot.Reply(told, """{"type":"message","text":"late, not too late"}""");
        await world.Reads(told.Conversation, "hi", "late, not too late");
    }

    [Fact]
    public async Task the_request_in_the_address_wins_over_the_one_in_the_body()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Bot.Reply(told, """{"type":"message","text":"there","replyToId":"nonsense"}""");
        Assert.Equal(1, (await world.Recorded<Conversations.BotHeard>(told.Conversation)).Turn);
    }

    [Fact]
    public async Task in_the_response_nothing_else_is_awaited()
    {
        await using var world = await BotWorld.Start(c => c with { ExpectReplies = true });
        // The Agents SDK misnames a field there.
        world.Bot.Does = (told, http) => http.Response.WriteAsJsonAsync(new { activities = new object[]
        {
            new { type = "typing" },
            new { type = "message", text = "one", replyToId = told.Id, _channelId = "directline" },
            new { type = "message", text = "two", replyToId = told.Id },
        } });
        var told = await world.Ask();
        await world.Reads(told.Conversation, "hi", "one", "two");
        Assert.Equal("expectReplies", told.Activity.GetProperty("deliveryMode").GetString());
        Assert.Equal(TurnOutcome.Answered, (await world.Recorded<TurnEnded>(told.Conversation)).Outcome);
    }

    [Fact]
    public async Task with_nothing_where_its_replies_are_expected_people_take_over_at_once()
    {
        await using var world = await BotWorld.Start(c => c with { ExpectReplies = true });
        world.Bot.Does = (_, http) => http.Response.WriteAsJsonAsync(new { activities = Array.Empty<object>() });
        var told = await world.Ask();
        await world.Reads(told.Conversation, "hi", "A colleague takes over.");
        Assert.Equal("empty_answer", (await world.Recorded<BotEscalated>(told.Conversation)).Reason);
        Assert.Single(world.Bot.Told);
    }

    [Theory, InlineData("""{"status":200}"""), InlineData("OK"), InlineData("""{"activities":7}""")]
    public async Task with_a_body_that_says_nothing_it_has_only_taken_the_request(string body)
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = (_, http) => http.Response.WriteAsync(body);
        var told = await world.Ask();
        Assert.True((await world.Recorded<EffectSettled>(told.Conversation)).Outcome.Succeeded);
        await world.Bot.Reply(told, """{"type":"message","text":"here"}""");
        await world.Reads(told.Conversation, "hi", "here");
    }

    [Fact]
    public async Task by_typing_it_gets_an_id_and_nothing_is_recorded()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var before = (await world.Conversation(told.Conversation).Read())!.Version;
        var typing = await world.Bot.Reply(told, """{"type":"typing"}""");
        Assert.Equal(200, typing.Status);
        Assert.NotEmpty(typing.Text("id"));
        Assert.InRange((await world.Conversation(told.Conversation).Read())!.Version, before, before + 1);
        Assert.Empty(await world.Events<Conversations.BotHeard>(told.Conversation));
    }

    [Fact]
    public async Task in_a_stream_every_part_gets_an_id_and_the_last_one_is_said()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        var first = await world.Bot.Reply(told, Part(1, "Let", null));
        var stream = first.Text("id");
        var second = await world.Bot.Reply(told, Part(2, "Let me see", stream));
        var last = await world.Bot.Reply(told,
            $$"""{"type":"message","text":"Let me see: no.","entities":[{"type":"streaminfo","streamType":"final","streamSequence":3,"streamId":{{JsonSerializer.Serialize(stream)}}}]}""");
        Assert.All([first, second, last], r => Assert.Equal(200, r.Status));
        Assert.Equal(3, new[] { stream, second.Text("id"), last.Text("id") }.Distinct().Count());
        await world.Reads(told.Conversation, "hi", "Let me see: no.");
        Assert.Single(await world.Events<Conversations.BotHeard>(told.Conversation));
    }

    [Fact]
    public async Task unasked_it_is_heard_if_it_may_be()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Bot.Reply(told, """{"type":"message","text":"asked"}""");
        await world.Recorded<TurnEnded>(told.Conversation);
        Assert.Equal(200, (await world.Bot.Say(told, """{"type":"message","text":"by the way"}""")).Status);
        await world.Reads(told.Conversation, "hi", "asked", "by the way");
    }

    private static string Part(int number, string text, string? stream) =>
        $$"""{"type":"typing","text":"{{text}}","entities":[{"type":"streaminfo","streamType":"streaming","streamSequence":{{number}},"streamId":{{JsonSerializer.Serialize(stream)}}}]}""";
}
