using Conversations.Bots;
using Microsoft.AspNetCore.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>A bot that answers each request with 200 and says nothing, as one does whose code throws in its turn.</summary>
public class When_a_bot_takes_everything_and_never_speaks
{
    [Fact]
    public async Task five_times_it_rests_until_it_speaks()
    {
        await using var world = await BotWorld.Start();
        for (var i = 0; i < 5; i++) await Silence(world, $"hi {i}");
        var health = await world.Server.Until(world.Health, h => h.State is BotState.VendorInterruption);
        Assert.Equal("5 requests in a row failed, the last one so: The bot did not answer within 15 s.", health.Detail);
        Assert.Equal(BotFaults.VendorInterruption, (await Refused(world)).Reason);
        world.Server.Time.Advance(TimeSpan.FromMinutes(1));
        // Taken, but that is all.
        await Silence(world, "are you back?");
        await world.Server.Until(world.Health, h => h.Failures == 6);
        Assert.Equal(BotFaults.VendorInterruption, (await Refused(world)).Reason);
        world.Bot.Does = Answers(world);
        world.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Ask("and now?");
        await world.Server.Until(world.Health, h => h is { State: BotState.Online, Failures: 0 });
    }

    [Theory, InlineData("before its 200"), InlineData("after its 200"), InlineData("in the body")]
    public async Task an_answer_in_between_begins_the_count_anew(string when)
    {
        await using var world = await BotWorld.Start();
        for (var i = 0; i < 4; i++) await Silence(world, $"hi {i}");
        await world.Server.Until(world.Health, h => h.Failures == 4);
        world.Bot.Does = when switch
        {
            "before its 200" => Answers(world),
            "in the body" => (_, http) => http.Response.WriteAsync("""{"activities":[{"type":"message","text":"Here."}]}"""),
            _ => Nothing,
        };
        var told = await world.Ask("anybody?");
        await world.Recorded<EffectSettled>(told.Conversation);
        if (when is "after its 200") await world.Bot.Reply(told, """{"type":"message","text":"Here."}""");
        await world.Reads(told.Conversation, "anybody?", "Here.");
        await world.Server.Until(world.Health, h => h.Failures == 0);
        world.Bot.Does = Nothing;
        for (var i = 0; i < 4; i++) await Silence(world, $"and {i}");
        Assert.Equal(BotState.Online, (await world.Server.Until(world.Health, h => h.Failures == 4)).State);
    }

    [Fact]
    public async Task an_answer_after_its_time_is_said_and_begins_nothing_anew()
    {
        await using var world = await BotWorld.Start(c => c with { Escalation = null });
        var told = await Silence(world, "hi");
        await world.Server.Until(world.Health, h => h.Failures == 1);
        await world.Bot.Reply(told, """{"type":"message","text":"At last."}""");
        await world.Reads(told.Conversation, "hi", "That did not work.", "At last.");
        await Silence(world, "and again");
        await world.Server.Until(world.Health, h => h.Failures == 2);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task a_new_conversation_that_it_takes_or_greets_neither_counts_nor_begins_anew(bool greets)
    {
        await using var world = await BotWorld.Start(c => c with { Welcome = true });
        world.Bot.Does = async (told, _) =>
        {
            if (greets && told.Type is "conversationUpdate") await world.Bot.Reply(told, """{"type":"message","text":"Welcome!"}""");
        };
        for (var i = 0; i < 6; i++) await world.Recorded<EffectSettled>(await world.Open());
        world.Server.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(0, (await world.Health()).Failures);
        for (var i = 0; i < 5; i++) await Silence(world, $"hi {i}");
        await world.Server.Until(world.Health, h => h is { State: BotState.VendorInterruption, Failures: 5 });
        world.Server.Time.Advance(TimeSpan.FromMinutes(1));
        // It is not for a greeting to find out whether it is back.
        var told = world.Bot.Told.Length;
        var next = await world.Open();
        await world.Recorded<EffectSettled>(next);
        Assert.Equal(told, world.Bot.Told.Length);
        await world.Say(next, "are you back?");
        await world.Told(t => t.Conversation == next && t.Text is "are you back?");
    }

    // The bot is told something, takes it, and says nothing in its time.
    private static async Task<Told> Silence(BotWorld world, string text)
    {
        var told = await world.Ask(text);
        await world.Server.Until(async () => (await world.Conversation(told.Conversation).ReadEvents(0, 100)).Events, events => events.OfType<EffectSettled>().Any(
            s => events.OfType<BotAsked>().Any(a => a.Request.Key == s.Key && a.Request.ActivityId == told.Id)));
        world.Server.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(BotFaults.TimedOut, (await world.Recorded<BotEscalated>(told.Conversation)).Reason);
        return told;
    }

    // What the consumer says is not given to the bot.
    private static async Task<BotEscalated> Refused(BotWorld world)
    {
        var conversation = await world.Open();
        await world.Say(conversation, "anybody?");
        return await world.Recorded<BotEscalated>(conversation);
    }

    private static Task Nothing(Told told, HttpContext http) => Task.CompletedTask;

    private static Func<Told, HttpContext, Task> Answers(BotWorld world) => (told, _) => world.Bot.Reply(told, """{"type":"message","text":"Here."}""");
}
