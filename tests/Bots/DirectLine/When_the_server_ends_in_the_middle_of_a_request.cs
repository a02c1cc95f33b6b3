using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>The points at which a request can be broken off, in their order; see the remarks of the connector.</summary>
public class When_the_server_ends_in_the_middle_of_a_request
{
    [Fact]
    public async Task before_anything_was_posted_the_repeat_posts_in_the_same_remote_conversation()
    {
        await using var world = await RemoteWorld.Start(Patient);
        var ended = new TaskCompletionSource();
        world.Service.Instead = (asked, http) =>
        {
            if (asked.Method is not "POST" || !asked.Path.EndsWith("/activities", StringComparison.Ordinal) || ended.Task.IsCompleted) return null;
            ended.TrySetResult();
            http.Abort();
            return (503, "");
        };
        await world.Say("hi");
        await ended.Task;
        await world.Restart();
        await world.Until(world.Bots, lines => lines is ["Echo: hi"]);
        Assert.Equal(1, world.Service.Starts);
        Assert.Equal(["remote-1"], world.Service.Conversations.Keys);
    }

    [Fact]
    public async Task after_it_was_posted_the_repeat_finds_it_and_only_waits()
    {
        await using var world = await RemoteWorld.Start(Patient);
        var posted = new TaskCompletionSource<(RemoteConversation, System.Text.Json.Nodes.JsonNode)>();
        world.Service.Bot = async (conversation, said) =>
        {
            posted.TrySetResult((conversation, said));
            await world.Pass(8_000);
            return 200;
        };
        await world.Say("hi");
        var (remote, request) = await posted.Task;
        await world.Restart();
        var asked = world.Service.Requests.Count;
        await world.Until(() => Task.FromResult(world.Service.Requests.Count), count => count > asked + 3);
        remote.Reply(request, "After the crash");
        await world.Until(world.Bots, lines => lines is ["After the crash"]);
        await world.TurnEnd();
        Assert.Single(world.Service.Posts);
        Assert.Equal(1, world.Service.Starts);
    }

    [Fact]
    public async Task after_the_bot_failed_with_it_the_repeat_posts_it_again_although_the_feed_shows_it()
    {
        await using var world = await RemoteWorld.Start(Patient);
        var usual = world.Service.Bot;
        world.Service.Bot = (_, _) => Task.FromResult(500);
        await world.Say("hi");
        await world.Until(world.Events<BotSessionChanged>, changes => changes is [.., { Session.Sent: [.., { Failed: true }] }]);
        await world.Restart(() => world.Service.Bot = usual);
        await world.Until(world.Bots, lines => lines is ["Echo: hi"]);
        Assert.Equal(TurnOutcome.Answered, (await world.TurnEnd()).Outcome);
        Assert.Single(world.Service.Posts.Select(p => (string?)p["channelData"]!["clientActivityID"]).Distinct());
        Assert.Equal(["Echo: hi"], await world.Bots());
    }

    [Fact]
    public async Task after_it_was_posted_again_the_repeat_finds_that_and_only_waits()
    {
        await using var world = await RemoteWorld.Start(Patient);
        var again = new TaskCompletionSource<(RemoteConversation, System.Text.Json.Nodes.JsonNode)>();
        var posts = 0;
        world.Service.Bot = async (conversation, said) =>
        {
            if (Interlocked.Increment(ref posts) == 1) return 500;
            again.TrySetResult((conversation, said));
            await world.Pass(8_000);
            return 200;
        };
        await world.Say("hi");
        var (remote, request) = await again.Task;
        await world.Restart();
        var asked = world.Service.Requests.Count;
        await world.Until(() => Task.FromResult(world.Service.Requests.Count), count => count > asked + 3);
        remote.Reply(request, "After the crash");
        await world.Until(world.Bots, lines => lines is ["After the crash"]);
        await world.TurnEnd();
        Assert.Equal(2, world.Service.Posts.Count);
    }

    [Fact]
    public async Task after_the_answer_was_told_the_repeat_is_over_at_once_and_tells_nothing_twice()
    {
        await using var world = await RemoteWorld.Start(Patient);
        world.Service.Bot = async (conversation, said) =>
        {
            conversation.Reply(said, "Told");
            await world.Pass(8_000);
            return 200;
        };
        await world.Say("hi");
        await world.Until(world.Bots, lines => lines is ["Told"]);
        await world.Restart();
        var ended = await world.TurnEnd();
        Assert.Equal(TurnOutcome.Answered, ended.Outcome);
        Assert.Single(world.Service.Posts);
        Assert.Equal(["Told"], await world.Bots());
        Assert.Single(await world.Events<BotHeard>());
    }

    [Fact]
    public async Task the_watermark_is_kept_and_what_came_meanwhile_is_read_with_the_next_request()
    {
        await using var world = await RemoteWorld.Start(Patient);
        System.Text.Json.Nodes.JsonNode? first = null;
        var usual = world.Service.Bot;
        world.Service.Bot = (conversation, said) => usual(conversation, first ??= said.DeepClone());
        await world.Ask("one");
        world.Service.Bot = usual;
        await world.Restart(() => world.Service.Only.Reply(first, "And one thing more"));
        await world.Say("two");
        await world.Until(world.Bots, lines => lines.Contains("Echo: two"));
        Assert.Equal(["Echo: one", "And one thing more", "Echo: two"], await world.Bots());
        Assert.Equal([1L, 1L, 2L], (await world.Events<BotHeard>()).Select(h => h.Turn));
    }

    private static BotConnector Patient(BotConnector connector) => connector with { Timeout = TimeSpan.FromSeconds(15) };
}
