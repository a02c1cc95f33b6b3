using Conversations.Bots;
using Conversations.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>States of third-party bots, and how many conversations they have.</summary>
public class When_a_bot_is_in_trouble
{
    private const string Bots = "/v1/accounts/acme/bots";

    [Fact]
    public async Task five_times_it_rests_and_one_request_a_minute_tries_whether_it_is_back()
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = Status(400);
        for (var i = 0; i < 5; i++) await world.Recorded<BotEscalated>((await world.Ask($"hi {i}")).Conversation);
        await world.Server.Until(world.Health, h => h.State is BotState.VendorInterruption);
        var refused = await Unasked(world);
        Assert.Equal(BotFaults.VendorInterruption, (await world.Recorded<BotEscalated>(refused)).Reason);
        Assert.Equal(5, world.Bot.Told.Length);
        world.Bot.Does = (told, _) => world.Bot.Reply(told, """{"type":"message","text":"Here."}""");
        world.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Ask("are you back?");
        Assert.Equal((BotState.Online, 0), (await world.Server.Until(world.Health, h => h.State is BotState.Online)) is var h ? (h.State, h.Failures) : default);
    }

    [Theory, InlineData(401), InlineData(403)]
    public async Task that_does_not_let_us_in_nothing_more_is_sent(int status)
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = Status(status);
        var told = await world.Ask();
        Assert.Equal(BotFaults.ServiceInterruption, (await world.Recorded<BotEscalated>(told.Conversation)).Reason);
        await world.Server.Until(world.Health, h => h.State is BotState.ServiceInterruption);
        await world.Recorded<BotEscalated>(await Unasked(world));
        Assert.Single(world.Bot.Told);
    }

    [Fact]
    public async Task whose_host_is_not_allowed_is_not_asked()
    {
        await using var world = await BotWorld.Start();
        world.Change(a => a with { AllowedHosts = ["self"] });
        var escalated = await world.Recorded<BotEscalated>(await Unasked(world));
        Assert.Equal(BotFaults.ServiceInterruption, escalated.Reason);
        Assert.Contains("allowedHosts", escalated.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_is_switched_off_its_conversations_go_to_people_also_after_a_restart()
    {
        await using var world = await BotWorld.Start();
        var off = await world.Server.Send(HttpMethod.Put, $"{Bots}/robo/state", HttpAccounts.Admin, """{"state":"OFFLINE"}""");
        Assert.Equal((200, "OFFLINE"), (off.Status, off.Text("state")));
        await world.Restart();
        Assert.Equal(BotFaults.Offline, (await world.Recorded<BotEscalated>(await Unasked(world))).Reason);
        Assert.Equal("ONLINE", (await world.Server.Send(HttpMethod.Put, $"{Bots}/robo/state", HttpAccounts.Admin, """{"state":"ONLINE"}""")).Text("state"));
        await world.Ask("back again?");
    }

    [Fact]
    public async Task it_has_no_more_conversations_than_it_may_and_gets_room_when_one_ends()
    {
        await using var world = await BotWorld.Start(c => c with { ConversationLimit = 2 });
        var first = await world.Ask("one");
        var second = await world.Ask("two");
        var third = await Unasked(world);
        var escalated = await world.Recorded<BotEscalated>(third);
        Assert.Equal((BotFaults.ConversationLimit, "'robo' has 2 open conversations, and its limit is 2."), (escalated.Reason, escalated.Detail));
        // Those that it has go on.
        await world.Bot.Reply(first, """{"type":"message","text":"first"}""");
        await world.Say(first.Conversation, "one more");
        await world.Told(t => t.Text is "one more");
        await world.Conversation(second.Conversation).Close(new() { By = CloseReason.Consumer });
        await world.Server.Until(world.Health, h => h.OpenConversations == 1);
        await world.Ask("three");
        await world.Bot.Reply(first, """{"type":"message","text":"bye","channelData":{"action":{"name":"TRANSFER","parameters":{"skill":"Sales"}}}}""");
        await world.Server.Until(world.Health, h => h.OpenConversations == 1);
    }

    [Fact]
    public async Task what_it_had_before_a_restart_counts_unless_it_has_ended_since()
    {
        await using var world = await BotWorld.Start(c => c with { ConversationLimit = 2 });
        var kept = await world.Ask("one");
        var ended = await world.Ask("two");
        await world.Conversation(ended.Conversation).Close(new() { By = CloseReason.Consumer });
        await world.Server.Until(world.Health, h => h.OpenConversations == 1);
        await world.Restart();
        Assert.Equal(2, (await world.Health()).OpenConversations);
        await world.Ask("three");
        Assert.Equal(BotFaults.ConversationLimit, (await world.Recorded<BotEscalated>(await Unasked(world))).Reason);
        Assert.Equal(ConversationState.Open, (await world.Conversation(kept.Conversation).Read())!.State);
    }

    [Fact]
    public async Task an_operator_sees_it_and_an_agent_may_not_switch_it()
    {
        await using var world = await BotWorld.Start();
        await world.Ask();
        var list = await world.Server.Get(Bots, HttpAccounts.Agent);
        Assert.Equal(["other", "partner", "robo"], list.Json.GetProperty("bots").EnumerateArray().Select(b => b.GetProperty("name").GetString()!));
        var robo = await world.Server.Get($"{Bots}/robo", HttpAccounts.Agent);
        Assert.Equal(("botframework", "ONLINE", 1, 999), (robo.Text("connector"), robo.Text("state"),
            robo.Json.GetProperty("openConversations").GetInt32(), robo.Json.GetProperty("conversationLimit").GetInt32()));
        Assert.Equal((404, "unknown_bot"), (await world.Server.Get($"{Bots}/echo", HttpAccounts.Agent)) is var echo ? (echo.Status, echo.Code) : default);
        Assert.Equal(403, (await world.Server.Send(HttpMethod.Put, $"{Bots}/robo/state", HttpAccounts.Agent, """{"state":"OFFLINE"}""")).Status);
        Assert.Equal(403, (await world.Server.Get(Bots, HttpAccounts.OtherAdmin)).Status);
        foreach (var body in new[] { "{}", """{"state":"VENDOR_INTERRUPTION"}""", """{"state":"off"}""" })
        {
            Assert.Equal(400, (await world.Server.Send(HttpMethod.Put, $"{Bots}/robo/state", HttpAccounts.Admin, body)).Status);
        }
    }

    // A conversation in which the bot is not told what the consumer said.
    private static async Task<string> Unasked(BotWorld world)
    {
        var conversation = await world.Open();
        await world.Say(conversation, "anybody?");
        return conversation;
    }

    private static Func<Told, HttpContext, Task> Status(int status) => (_, http) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
