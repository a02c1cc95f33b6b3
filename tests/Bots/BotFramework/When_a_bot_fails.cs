using System.Globalization;
using System.Text;
using Conversations.Bots;
using Microsoft.AspNetCore.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>Bots that answer badly, late, or not at all: what is tried again, and what comes of it.</summary>
public class When_a_bot_fails
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Theory, InlineData(500), InlineData(503), InlineData(408), InlineData(429)]
    public async Task twice_and_then_does_well_it_has_answered_once(int status)
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = async (told, http) =>
        {
            if (world.Bot.Told.Length < 3) http.Response.StatusCode = status;
            else await world.Bot.Reply(told, """{"type":"message","text":"done"}""");
        };
        var told = await world.Ask();
        await Until(world, () => world.Bot.Told.Length == 3);
        await world.Server.Until(() => world.Events<EffectSettled>(told.Conversation), settled => settled.Length == 1);
        Assert.Single(world.Bot.Told.Select(t => t.Id).Distinct());
        Assert.Single(world.Bot.Told.Select(t => t.Activity.GetRawText()).Distinct());
        Assert.Equal(["hi", "done"], await world.Texts(told.Conversation));
    }

    [Theory, InlineData(500), InlineData(503), InlineData(408), InlineData(429)]
    public async Task after_its_answer_it_is_not_asked_again(int status)
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = async (told, http) =>
        {
            await world.Bot.Reply(told, $$"""{"type":"message","text":"done {{world.Bot.Told.Length}}"}""");
            http.Response.StatusCode = status;
        };
        var told = await world.Ask();
        await Until(world, async () => (await world.Events<TurnEnded>(told.Conversation)).Length == 1);
        Assert.Single(world.Bot.Told);
        Assert.Equal(["hi", "done 1"], await world.Texts(told.Conversation));
    }

    [Fact]
    public async Task three_times_people_take_over()
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = Status(500);
        var told = await world.Ask();
        await Until(world, () => world.Bot.Told.Length == 3);
        var escalated = await world.Recorded<BotEscalated>(told.Conversation);
        Assert.Equal((BotFaults.BotError, "'robo' answered 500."), (escalated.Reason, escalated.Detail));
        await world.Reads(told.Conversation, "hi", "A colleague takes over.");
        Assert.Equal("support", (await world.Conversation(told.Conversation).Read())!.SkillId);
    }

    [Theory, InlineData(400, "it refuses the request"), InlineData(404, "it refuses the request"), InlineData(302, "redirects are not followed")]
    public async Task in_a_way_that_will_not_change_it_is_not_asked_again(int status, string why)
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = (_, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        var told = await world.Ask();
        var escalated = await world.Recorded<BotEscalated>(told.Conversation);
        Assert.Equal(BotFaults.BotError, escalated.Reason);
        Assert.Contains(why, escalated.Detail, StringComparison.Ordinal);
        Assert.Single(world.Bot.Told);
    }

    [Fact]
    public async Task and_asks_for_a_pause_it_gets_the_pause()
    {
        await using var world = await BotWorld.Start();
        List<DateTimeOffset> asked = [];
        world.Bot.Does = (_, http) =>
        {
            asked.Add(world.Server.Time.GetUtcNow());
            http.Response.StatusCode = asked.Count == 1 ? 429 : 200;
            http.Response.Headers.RetryAfter = "4";
            return Task.CompletedTask;
        };
        await world.Ask();
        await Until(world, () => asked.Count == 2);
        Assert.True(asked[1] - asked[0] >= TimeSpan.FromSeconds(4), (asked[1] - asked[0]).ToString());
    }

    [Fact]
    public async Task and_asks_for_a_pause_that_outlasts_its_time_nobody_waits_for_it()
    {
        await using var world = await BotWorld.Start();
        world.Bot.Does = (_, http) =>
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = world.Server.Time.GetUtcNow().AddMinutes(1).ToString("r", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        };
        var told = await world.Ask();
        await world.Recorded<BotEscalated>(told.Conversation);
        Assert.Single(world.Bot.Told);
    }

    [Fact]
    public async Task in_the_middle_of_its_answer_it_is_asked_again()
    {
        await using var world = await BotWorld.Start(c => c with { ExpectReplies = true });
        world.Bot.Does = async (told, http) =>
        {
            var whole = $$"""{"activities":[{"type":"message","text":"whole","replyToId":"{{told.Id}}"}]}""";
            if (world.Bot.Told.Length > 1)
            {
                await http.Response.WriteAsync(whole);
                return;
            }
            http.Response.ContentLength = whole.Length;
            await http.Response.WriteAsync(whole[..20]);
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        var told = await world.Ask();
        await Until(world, () => world.Bot.Told.Length == 2);
        await world.Reads(told.Conversation, "hi", "whole");
    }

    [Fact]
    public async Task to_come_to_an_end_its_time_is_over_all_the_same()
    {
        await using var world = await BotWorld.Start(c => c with { ExpectReplies = true, Timeout = TimeSpan.FromSeconds(3) });
        var gone = new TaskCompletionSource<bool>();
        world.Bot.Does = async (_, http) =>
        {
            http.RequestAborted.Register(() => gone.TrySetResult(true));
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(" "));
                await http.Response.Body.FlushAsync();
                await Task.WhenAny(gone.Task, Task.Delay(20));
            }
        };
        var told = await world.Ask();
        await world.Server.Advance(gone.Task, Step);
        Assert.Equal(BotFaults.TimedOut, (await world.Recorded<BotEscalated>(told.Conversation)).Reason);
        Assert.Single(world.Bot.Told);
    }

    [Fact]
    public async Task by_saying_far_too_much_it_has_failed()
    {
        await using var world = await BotWorld.Start(c => c with { ExpectReplies = true });
        world.Bot.Does = (_, http) => http.Response.WriteAsync($$"""{"activities":[{"type":"message","text":"{{new string('x', 1_000_001)}}"}]}""");
        var escalated = await world.Recorded<BotEscalated>((await world.Ask()).Conversation);
        Assert.Contains("larger than 1000000 bytes", escalated.Detail, StringComparison.Ordinal);
        Assert.Single(world.Bot.Told);
    }

    [Fact]
    public async Task to_be_there_at_all_it_is_tried_three_times()
    {
        await using var world = await BotWorld.Start(c => c with { Endpoint = "http://127.0.0.1:1/api/messages" });
        world.Change(a => a with { AllowedHosts = ["127.0.0.1:1"] });
        var conversation = await world.Open();
        await world.Say(conversation, "hi");
        await Until(world, async () => (await world.Events<BotEscalated>(conversation)).Length == 1);
        Assert.Equal(2, (await world.Events<BotRequestRepeated>(conversation)).Length);
        Assert.Contains("could not be reached", (await world.Events<BotEscalated>(conversation))[0].Detail, StringComparison.Ordinal);
    }

    private static Func<Told, HttpContext, Task> Status(int status) => (_, http) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static Task Until(BotWorld world, Func<bool> holds) => Until(world, () => Task.FromResult(holds()));

    // The clock moves meanwhile: the pauses between tries go by. Where that is not enough it goes slower than a real one, so that
    // connections have their time before the bot's is over.
    private static async Task Until(BotWorld world, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var i = 0; !await holds(); i++)
        {
            Assert.False(patience.IsCancellationRequested, "It never became so.");
            world.Server.Time.Advance(Step);
            await Task.Delay(i < 100 ? 10 : 200);
        }
    }
}
