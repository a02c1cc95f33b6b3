using Conversations.Journal;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>SDKs send an activity again after an error, without anything that says so.</summary>
public class When_a_bot_was_not_told_that_it_was_heard
{
    private const string Done = """{"type":"message","text":"done"}""";

    [Fact]
    public async Task its_repeat_counts_once_and_answers_as_the_first_would_have()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Recorded<EffectSettled>(told.Conversation);
        world.Journal.AfterAppend = Once(() => new JournalUnavailableException("The test cut the line."));
        var first = await world.Bot.Reply(told, Done);
        var second = await world.Bot.Reply(told, Done);
        Assert.Equal((503, "1", "ServiceUnavailable"), (first.Status, first.Headers["Retry-After"], first.Code));
        Assert.Equal((200, $"{told.Conversation}|b0000001"), (second.Status, second.Text("id")));
        Assert.Equal(["hi", "done"], await world.Texts(told.Conversation));
    }

    [Fact]
    public async Task what_it_says_after_its_answer_is_complete_counts_once_for_a_request_and_anew_for_the_next()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Recorded<EffectSettled>(told.Conversation);
        world.Server.Time.Advance(TimeSpan.FromSeconds(1));
        world.Journal.AfterAppend = Once(() => new JournalUnavailableException("The test cut the line."));
        var (first, second, third) = (await world.Bot.Reply(told, Done), await world.Bot.Reply(told, Done), await world.Bot.Reply(told, Done));
        Assert.Equal((503, 200, 200), (first.Status, second.Status, third.Status));
        Assert.Equal(["hi", "done"], await world.Texts(told.Conversation));
        await world.Say(told.Conversation, "again");
        var again = await world.Told(t => t.Text is "again");
        await world.Bot.Reply(again, Done);
        await world.Reads(told.Conversation, "hi", "done", "again", "done");
    }

    [Fact]
    public async Task one_that_was_not_taken_for_lack_of_room_is_taken_the_next_time()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Recorded<EffectSettled>(told.Conversation);
        world.Journal.BeforeAppend = Once(() => new JournalOverloadedException());
        var first = await world.Bot.Reply(told, Done);
        Assert.Equal((503, "1"), (first.Status, first.Headers["Retry-After"]));
        Assert.Equal(200, (await world.Bot.Reply(told, Done)).Status);
        Assert.Equal(["hi", "done"], await world.Texts(told.Conversation));
    }

    [Fact]
    public async Task because_the_server_died_its_repeat_counts_once()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Recorded<EffectSettled>(told.Conversation);
        Assert.Equal(200, (await world.Bot.Reply(told, Done)).Status);
        await world.Restart();
        var repeat = await world.Server.Post($"/bots/acme/robo/v3/conversations/{told.Conversation}/activities/{Uri.EscapeDataString(told.Id)}", null, Done);
        Assert.Equal((200, $"{told.Conversation}|b0000001"), (repeat.Status, repeat.Text("id")));
        Assert.Equal(["hi", "done"], await world.Texts(told.Conversation));
    }

    [Fact]
    public async Task equal_lines_that_were_answered_are_all_said()
    {
        await using var world = await BotWorld.Start(c => c with { ExpectReplies = false });
        world.Bot.Does = async (told, _) =>
        {
            for (var i = 0; i < 3; i++) Assert.Equal(200, (await world.Bot.Reply(told, """{"type":"message","text":"ha"}""")).Status);
        };
        var told = await world.Ask();
        await world.Reads(told.Conversation, "hi", "ha", "ha", "ha");
    }

    [Fact]
    public async Task a_repeat_under_the_id_of_its_request_counts_once_long_after_a_restart()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask();
        await world.Recorded<EffectSettled>(told.Conversation);
        var first = await Send(world, told, "r-1", Done);
        await world.Restart();
        world.Server.Time.Advance(TimeSpan.FromMinutes(1));
        var repeat = await Send(world, told, "r-1", Done);
        Assert.Equal((200, 200, first.Text("id")), (first.Status, repeat.Status, repeat.Text("id")));
        Assert.Equal(["hi", "done"], await world.Texts(told.Conversation));
    }

    [Fact]
    public async Task different_lines_under_one_request_id_are_all_said()
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = async (told, _) =>
        {
            foreach (var text in new[] { "a", "b", "a" }) await Send(world, told, "same", $$"""{"type":"message","text":"{{text}}"}""");
        };
        await world.Reads((await world.Ask()).Conversation, "hi", "a", "b");
    }

    private static async Task<Http.Reply> Send(BotWorld world, Told told, string request, string json)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/bots/acme/robo/v3/conversations/{told.Conversation}/activities/{Uri.EscapeDataString(told.Id)}")
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        message.Headers.Add("x-ms-client-request-id", request);
        using var response = await world.Server.Http.SendAsync(message);
        return await Http.Reply.Of(response);
    }

    private static Action<JournalAppend> Once(Func<Exception> fault)
    {
        var left = 1;
        return append =>
        {
            if (!append.Key.ToString().StartsWith("acme/", StringComparison.Ordinal) || Interlocked.Decrement(ref left) < 0) return;
            throw fault();
        };
    }
}
