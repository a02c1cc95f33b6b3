using Conversations.Bots;
using Conversations.Journal;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Bots.BotFramework;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_bot_on_the_bot_framework_sdk_talks() : When_public_bots_talk("botbuilder")
{
    [Fact]
    public async Task it_asks_who_is_there_and_stores_a_file()
    {
        var (id, token) = await Open();
        await Say(id, token, "members");
        await Hears(id, token, "members ann robo");
        await Say(id, token, "upload");
        var line = await Server.Until(async () => (await Seen(id, token)).LastOrDefault(), t => t?.StartsWith("uploaded ", StringComparison.Ordinal) is true);
        Assert.Equal("from the bot", await Server.Http.GetStringAsync($"/bots/acme/robo/v3/attachments/{line!["uploaded ".Length..]}/views/original"));
    }

    [Fact]
    public async Task what_it_sends_again_after_an_error_of_ours_is_said_once()
    {
        var (id, token) = await Open();
        var left = 1;
        World.Journal.AfterAppend = append =>
        {
            if (Text(append).Contains("Echo: once", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0) throw new JournalUnavailableException("The test cut the line.");
        };
        await Say(id, token, "once");
        await Server.Until(() => Task.FromResult(left), l => l <= 0);
        await Hears(id, token, "Echo: once");
        await Say(id, token, "and on");
        await Hears(id, token, "Echo: and on");
        Assert.Equal(["Welcome!", "once", "Echo: once", "and on", "Echo: and on"], await Seen(id, token));
    }

    [Fact]
    public async Task it_takes_what_it_then_throws_at_and_five_of_these_interrupt_it()
    {
        for (var i = 1; i <= 5; i++)
        {
            var (id, token) = await Open();
            await Say(id, token, "crash");
            var settled = await Server.Until(() => World.Events<EffectSettled>(id), e => e.Length == 2);
            Assert.Equal(200, settled[1].Outcome.Status);
            Server.Time.Advance(TimeSpan.FromSeconds(15));
            await Server.Until(World.Health, h => h.Failures == i);
        }
        Assert.Equal(BotState.VendorInterruption, (await World.Health()).State);
    }

    private static string Text(JournalAppend append) => System.Text.Encoding.UTF8.GetString(append.Events.Span);
}
