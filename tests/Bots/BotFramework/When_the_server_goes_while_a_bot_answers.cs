namespace Conversations.Tests.Bots.BotFramework;

/// <summary>The server ends between a bot's word and its HTTP answer, and another one takes up what was promised.</summary>
public class When_the_server_goes_while_a_bot_answers
{
    private const string One = """{"type":"message","text":"one"}""";

    [Fact]
    public async Task a_bot_that_has_answered_is_not_asked_again()
    {
        await using var world = await BotWorld.Start();
        var told = await AskOneThatHolds(world, One);
        world.Bot.Does = async (again, _) => await world.Bot.Reply(again, """{"type":"message","text":"the same in other words"}""");
        await world.Restart();
        await world.Recorded<TurnEnded>(told.Conversation);
        await world.Say(told.Conversation, "and now?");
        await world.Told(t => t.Text is "and now?");
        await world.Reads(told.Conversation, "hi", "one", "and now?", "the same in other words");
        Assert.Equal(["hi", "and now?"], world.Bot.Messages.Select(t => t.Text));
    }

    [Fact]
    public async Task what_it_still_had_to_say_is_said()
    {
        await using var world = await BotWorld.Start();
        var told = await AskOneThatHolds(world, One);
        await world.Restart();
        var rest = await world.Server.Post($"/bots/acme/robo/v3/conversations/{told.Conversation}/activities/{Uri.EscapeDataString(told.Id)}", null, """{"type":"message","text":"two"}""");
        Assert.Equal(200, rest.Status);
        await world.Reads(told.Conversation, "hi", "one", "two");
    }

    [Fact]
    public async Task one_that_has_only_typed_is_asked_again_under_the_same_id()
    {
        await using var world = await BotWorld.Start();
        var told = await AskOneThatHolds(world, """{"type":"typing"}""");
        world.Bot.Does = async (again, _) => await world.Bot.Reply(again, One);
        await world.Restart();
        await world.Reads(told.Conversation, "hi", "one");
        Assert.Equal([told.Id, told.Id], world.Bot.Messages.Select(t => t.Id));
    }

    // The bot says something to "hi", and its HTTP answer never comes.
    private static async Task<Told> AskOneThatHolds(BotWorld world, string says)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Bot.Does = async (told, http) =>
        {
            Assert.Equal(200, (await world.Bot.Reply(told, says)).Status);
            said.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        var told = await world.Ask();
        await said.Task;
        return told;
    }
}
