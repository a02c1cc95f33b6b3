using Conversations.Tests.Servers;

namespace Conversations.Tests.Bots.BotFramework;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_bot_on_the_agents_sdk_talks() : When_public_bots_talk("agents-sdk")
{
    [Fact]
    public async Task its_stream_becomes_one_line()
    {
        var (id, token) = await Open();
        await Say(id, token, "stream");
        await Hears(id, token, "It is here.");
        Assert.Equal(["Welcome!", "stream", "It is here."], await Seen(id, token));
        Assert.Equal(2, (await World.Events<Conversations.BotHeard>(id)).Length);
    }
}
