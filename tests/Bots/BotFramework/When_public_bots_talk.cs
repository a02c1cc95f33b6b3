using System.Text.Json;
using Conversations.Bots;
using Conversations.Tests.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>Bots on public SDKs, unmodified and without credentials, behind the connector; the consumer is a Direct Line client.</summary>
public abstract class When_public_bots_talk(string sdk) : IAsyncLifetime
{
    private RealBot _bot = null!;

    private protected BotWorld World { get; private set; } = null!;
    private protected Server Server => World.Server;

    public async ValueTask InitializeAsync()
    {
        _bot = await RealBot.Start(sdk);
        World = await Start(c => c);
    }

    public async ValueTask DisposeAsync()
    {
        if (World is not null) await World.DisposeAsync();
        if (_bot is not null) await _bot.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task it_welcomes_echoes_and_types()
    {
        var (id, token) = await Open();
        await Say(id, token, "Grüße | „€“");
        await Hears(id, token, "Echo: Grüße | „€“");
        await Say(id, token, "typing");
        await Hears(id, token, "typed");
        Assert.Equal(["Welcome!", "Grüße | „€“", "Echo: Grüße | „€“", "typing", "typed"], await Seen(id, token));
        var answers = await Activities(id, token);
        Assert.Equal(answers[1].GetProperty("id").GetString(), answers[2].GetProperty("replyToId").GetString());
    }

    [Fact]
    public async Task what_it_says_in_many_activities_comes_in_its_order()
    {
        var (id, token) = await Open();
        await Say(id, token, "many");
        await Hears(id, token, "number 5");
        Assert.Equal(["Welcome!", "many", "number 1", "number 2", "number 3", "number 4", "number 5"], await Seen(id, token));
    }

    [Fact]
    public async Task many_in_one_keep_their_pause_and_what_is_private_stays_so()
    {
        var (id, token) = await Open();
        await Say(id, token, "multi");
        await World.Recorded<BotPaused>(id);
        Assert.Equal(["Welcome!", "multi", "one"], await Seen(id, token));
        Server.Time.Advance(TimeSpan.FromSeconds(2));
        await Hears(id, token, "two");
        Assert.Equal(["Welcome!", "multi", "one", "two"], await Seen(id, token));
        Assert.Equal(["Welcome!", "multi", "one", "*for agents", "two"], await World.Texts(id));
    }

    [Fact]
    public async Task its_delay_is_waited_for()
    {
        var (id, token) = await Open();
        await Say(id, token, "delay");
        Assert.True((await World.Recorded<BotPaused>(id)).Typing);
        await Server.Until(() => World.Events<Conversations.BotHeard>(id), heard => heard.Length == 3);
        Server.Time.Advance(TimeSpan.FromMilliseconds(2_999));
        Assert.Equal(["Welcome!", "delay"], await Seen(id, token));
        Server.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Hears(id, token, "after three seconds");
    }

    [Fact]
    public async Task it_hands_over_with_a_word_for_the_agent_alone()
    {
        var (id, token) = await Open();
        await Say(id, token, "agent");
        Assert.Equal("sales", (await World.Recorded<Transferred>(id)).SkillId);
        Assert.Equal(["Welcome!", "agent", "*wants a person"], await World.Texts(id));
        Assert.Equal(["Welcome!", "agent"], await Seen(id, token));
    }

    [Fact]
    public async Task the_function_that_it_names_is_invoked()
    {
        var (id, token) = await Open();
        await Say(id, token, "invoke");
        await Hears(id, token, "invoking");
        var call = (await Server.Until(() => World.Events<EffectStarted>(id), e => e.Any(s => s.Effect is InvokeFunction))).Select(e => e.Effect).OfType<InvokeFunction>().Single();
        Assert.Equal(("f-1", "stuff", false), (call.Function, JsonDocument.Parse(call.Payload!).RootElement.GetProperty("some").GetString(), call.FailOnError));
    }

    [Fact]
    public async Task what_it_said_it_can_not_change()
    {
        var (id, token) = await Open();
        await Say(id, token, "change");
        await Hears(id, token, "refused 405");
        Assert.Equal(["Welcome!", "change", "as it is", "refused 405"], await Seen(id, token));
    }

    [Fact]
    public async Task it_lists_the_conversations_that_it_has()
    {
        var (first, _) = await Open("bob");
        var (id, token) = await Open();
        await Say(id, token, "list");
        var expected = new[] { $"{first} (bob robo)", $"{id} (ann robo)" }.Order(StringComparer.Ordinal);
        await Hears(id, token, $"list {string.Join(", ", expected)}");
    }

    [Fact]
    public async Task when_it_says_nothing_people_take_over_at_the_end_of_its_time()
    {
        var (id, token) = await Open();
        await Say(id, token, "silent");
        await Server.Until(() => World.Events<EffectSettled>(id), e => e.Length == 2);
        Server.Time.Advance(TimeSpan.FromSeconds(15));
        await Hears(id, token, "A colleague takes over.");
        Assert.Equal(BotFaults.TimedOut, (await World.Recorded<BotEscalated>(id)).Reason);
    }

    [Fact]
    public async Task its_replies_come_in_the_response_when_they_are_expected()
    {
        await World.DisposeAsync();
        World = await Start(c => c with { ExpectReplies = true });
        var (id, token) = await Open();
        await Say(id, token, "many");
        await Hears(id, token, "number 5");
        await Say(id, token, "multi");
        await World.Recorded<BotPaused>(id);
        Server.Time.Advance(TimeSpan.FromSeconds(2));
        await Hears(id, token, "two");
        Assert.Equal(["Welcome!", "many", "number 1", "number 2", "number 3", "number 4", "number 5", "multi", "one", "two"], await Seen(id, token));
    }

    private protected async Task<(string Id, string Token)> Open(string consumer = "ann")
    {
        var (id, token, _) = await Server.StartConversation(consumer);
        await Hears(id, token, "Welcome!");
        return (id, token);
    }

    // What is said while the bot still works on what was said before would not be given to it.
    private protected async Task Say(string id, string token, string text)
    {
        await Server.Until(() => World.Conversation(id).Read(), view => view!.Bot is not { Busy: true });
        Assert.Equal(200, (await Server.Say(id, token, text)).Status);
    }

    private protected async Task Hears(string id, string token, string text)
    {
        var seen = await Server.Until(async () => string.Join('\n', await Seen(id, token)), s => s.Split('\n')[^1] == text);
        Assert.EndsWith(text, seen, StringComparison.Ordinal);
    }

    /// <summary>The texts that the consumer's client is given.</summary>
    private protected async Task<string[]> Seen(string id, string token) => [.. (await Activities(id, token)).Select(a => a.GetProperty("text").GetString()!)];

    private async Task<JsonElement[]> Activities(string id, string token) =>
        [.. (await Server.Get($"/v3/directline/conversations/{id}/activities", token)).Activities.Where(a => a.GetProperty("type").GetString() is "message")];

    private async Task<BotWorld> Start(Func<BotConnector, BotConnector> settings)
    {
        var world = await BotWorld.Start(c => settings(c with { Endpoint = _bot.Endpoint, Welcome = true }));
        world.Change(a => a with { AllowedHosts = ["self", _bot.Host] });
        return world;
    }
}
