using Conversations.Bots;

namespace Conversations.Tests.Bots.DirectLine;

public class When_a_service_fails
{
    [Theory, InlineData(502), InlineData(500)]
    public async Task a_server_error_is_sent_again_with_the_same_activity_id(int status)
    {
        await using var world = await RemoteWorld.Start();
        var tries = 0;
        world.Service.Bot = (conversation, said) =>
        {
            if (++tries < 3) return Task.FromResult(status);
            conversation.Reply(said, "Third time");
            return Task.FromResult(200);
        };
        Assert.Equal("Third time", await world.Ask("hi"));
        Assert.Equal(3, world.Service.Posts.Count);
        Assert.Single(world.Service.Posts.Select(p => (string?)p["channelData"]!["clientActivityID"]).Distinct());
        Assert.Equal(2, (await world.Events<BotRequestRepeated>()).Count);
        Assert.Equal(["Third time"], await world.Bots());
    }

    [Fact]
    public async Task it_is_sent_three_times_at_most_and_then_people_take_over()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Bot = (_, _) => Task.FromResult(500);
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Equal(3, world.Service.Posts.Count);
        Assert.Equal(BotFaults.BotError, Assert.Single(await world.Events<BotEscalated>()).Reason);
    }

    [Theory, InlineData(401), InlineData(403)]
    public async Task a_refused_secret_is_tried_once(int status)
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Instead = (_, _) => (status, """{"error":{"code":"BadSecret"}}""");
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Equal(1, world.Service.Starts);
        Assert.Equal(BotFaults.ServiceInterruption, Assert.Single(await world.Events<BotEscalated>()).Reason);
    }

    [Fact]
    public async Task a_secret_that_is_not_set_asks_nobody()
    {
        await using var world = await RemoteWorld.Start(c => c with { Secret = "{$secret.NOT_LISTED}" });
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Empty(world.Service.Requests);
        var escalated = Assert.Single(await world.Events<BotEscalated>());
        Assert.Equal(BotFaults.ServiceInterruption, escalated.Reason);
        Assert.Contains("NOT_LISTED", escalated.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_host_that_the_account_does_not_allow_is_asked_nothing()
    {
        await using var world = await RemoteWorld.Start(c => c with { Endpoint = "http://127.0.0.2:9/directline" });
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Equal(BotFaults.ServiceInterruption, Assert.Single(await world.Events<BotEscalated>()).Reason);
    }

    [Theory, InlineData(302), InlineData(404)]
    public async Task an_address_that_is_no_direct_line_service_is_named(int status)
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Instead = (_, http) =>
        {
            http.Response.Headers.Location = "http://127.0.0.1:1/";
            return (status, "");
        };
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Contains($"{status}", Assert.Single(await world.Events<BotEscalated>()).Detail, StringComparison.Ordinal);
        Assert.Equal(1, world.Service.Starts);
    }

    [Theory, InlineData("{}"), InlineData(""), InlineData("[1]"), InlineData("half a bo")]
    public async Task a_start_without_a_conversation_is_no_start(string body)
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Instead = (_, _) => (201, body);
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Contains("conversationId", Assert.Single(await world.Events<BotEscalated>()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task too_many_requests_are_waited_for()
    {
        await using var world = await RemoteWorld.Start();
        var refused = 0;
        world.Service.Instead = (asked, http) =>
        {
            if (asked.Method is not "POST" || refused >= 2) return null;
            refused++;
            http.Response.Headers.RetryAfter = "1";
            return (429, "");
        };
        var begun = world.Now;
        Assert.Equal("Echo: hi", await world.Ask("hi"));
        Assert.InRange((world.Now - begun).TotalSeconds, 1.9, 4.5);
        Assert.Empty(await world.Events<BotRequestRepeated>());
    }

    [Fact]
    public async Task a_service_that_wants_to_be_left_alone_for_longer_than_the_bots_time_has_failed()
    {
        await using var world = await RemoteWorld.Start();
        world.Service.Instead = (asked, http) =>
        {
            http.Response.Headers.RetryAfter = "60";
            return (429, "");
        };
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Contains("60 s", Assert.Single(await world.Events<BotEscalated>()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_bot_that_says_nothing_has_its_time_and_people_take_over()
    {
        await using var world = await RemoteWorld.Start(c => c with { Timeout = TimeSpan.FromSeconds(1) });
        world.Service.Bot = (_, _) => Task.FromResult(200);
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        Assert.Equal(BotFaults.TimedOut, Assert.Single(await world.Events<BotEscalated>()).Reason);
        Assert.Single(world.Service.Posts);
    }

    [Fact]
    public async Task what_it_says_after_its_time_is_heard_and_shown_to_nobody_but_the_journal()
    {
        await using var world = await RemoteWorld.Start(c => c with { Timeout = TimeSpan.FromSeconds(1) });
        world.Service.Bot = async (conversation, said) =>
        {
            await world.Pass(1500);
            conversation.Reply(said, "Too late");
            return 200;
        };
        Assert.Equal("Somebody takes over.", await world.Ask("hi"));
        var heard = await world.Until(world.Events<BotHeard>, all => all.Count == 1);
        Assert.True(heard[0].Late);
        Assert.Equal(BotFaults.Transferred, heard[0].Refusals[0].Reason);
        Assert.DoesNotContain("Too late", await world.Bots());
    }
}
