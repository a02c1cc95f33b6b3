using Conversations.Tests.Http;

namespace Conversations.Tests.Bots.BotFramework;

public class When_a_bot_types
{
    private const string Typing = """{"type":"typing"}""";

    [Fact]
    public async Task its_consumer_sees_it_between_two_lines_and_not_after_the_last()
    {
        await using var world = await BotWorld.Start();
        var (id, token, stream) = await world.Server.StartConversation();
        await using var socket = await world.Server.Connect(stream);
        var answered = new TaskCompletionSource();
        world.Bot.Does = (_, _) => answered.Task;
        await world.Server.Say(id, token, "hi");
        var told = await world.Told(t => t.Conversation == id);
        Assert.Equal(["hi", "typing"], await Seen(socket, "typing"));
        await world.Bot.Reply(told, """{"type":"message","text":"one"}""");
        Assert.Equal(["one"], await Seen(socket, "one"));
        Assert.Equal(200, (await world.Bot.Reply(told, Typing)).Status);
        Assert.Equal(["typing"], await Seen(socket, "typing"));
        await world.Bot.Reply(told, """{"type":"message","text":"two"}""");
        answered.SetResult();
        Assert.Equal(["two"], await Seen(socket, "two"));
        Assert.Equal("", await world.Server.Advance(socket.Frame(), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task unasked_its_consumer_sees_it_once()
    {
        await using var world = await BotWorld.Start();
        var (id, token, stream) = await world.Server.StartConversation();
        await using var socket = await world.Server.Connect(stream);
        await world.Server.Say(id, token, "hi");
        var told = await world.Told(t => t.Conversation == id);
        await world.Bot.Reply(told, """{"type":"message","text":"one"}""");
        await Seen(socket, "one");
        await world.Recorded<TurnEnded>(id);
        await world.Bot.Say(told, Typing);
        Assert.Equal(["typing"], await Seen(socket, "typing"));
        Assert.Equal("", await world.Server.Advance(socket.Frame(), TimeSpan.FromSeconds(1)));
    }

    private static async Task<IEnumerable<string?>> Seen(Socket socket, string last) => (await socket.Until(a => What(a) == last)).Select(What);

    private static string? What(System.Text.Json.JsonElement activity) =>
        activity.GetProperty("type").GetString() is "typing" ? "typing" : activity.GetProperty("text").GetString();
}
