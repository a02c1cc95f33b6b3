using System.Collections.Immutable;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Flows;
using Conversations.Journal;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>A server whose account <c>acme</c> has the bots <c>robo</c> and <c>other</c> behind one messaging endpoint; nothing of them is verified.</summary>
internal sealed class BotWorld : IAsyncDisposable, IAccounts
{
    public const string Robo = "robo";

    private readonly InMemoryJournal _journal = new();
    private readonly InMemoryGrainStateRows _rows = new();

    private BotWorld(FakeBot bot, Func<BotConnector, BotConnector> settings)
    {
        Bot = bot;
        var connector = settings(new BotConnector
        {
            Kind = BotConnectorKind.BotFramework, Endpoint = bot.Endpoint, Welcome = false, Proactive = true,
            Escalation = new() { SkillId = "support", ToConsumer = LocalizedText.Of("A colleague takes over.") },
        });
        var acme = new HttpAccounts().Find("acme")! with
        {
            DefaultBot = Robo,
            AllowedHosts = ["self", bot.Host],
            Secrets = ["CONVERSATIONS_TEST_BOT_SECRET"],
        };
        acme = acme with { Bots = acme.Bots.Add(Robo, Third(Robo, connector)).Add("other", Third("other", connector)) };
        All = [acme, new HttpAccounts().Find("other")!];
    }

    public FakeBot Bot { get; }
    public Server Server { get; private set; } = null!;
    public ImmutableArray<Account> All { get; private set; }

    public Account? Find(string id) => All.FirstOrDefault(a => a.Id == id);

    public static Task<BotWorld> Start(params string[] args) => Start(c => c, args);

    public static async Task<BotWorld> Start(Func<BotConnector, BotConnector> settings, params string[] args)
    {
        var world = new BotWorld(await FakeBot.Start(), settings);
        await world.StartServer(args);
        return world;
    }

    /// <summary>With the clock of those who are outside of the test, for bots that look at the times in tokens.</summary>
    public static async Task<BotWorld> StartInRealTime(Func<BotConnector, BotConnector> settings)
    {
        var world = new BotWorld(await FakeBot.Start(), settings);
        world.Server = await Server.Start(world._journal, services => services.AddSingleton<IAccounts>(world).AddSingleton(TimeProvider.System));
        return world;
    }

    /// <summary>Ends the server and starts another one on what it left behind.</summary>
    public async Task Restart()
    {
        await Server.DisposeAsync();
        await StartServer();
    }

    /// <summary>Changes the account while the server runs.</summary>
    public void Change(Func<Account, Account> change) => All = [.. All.Select(a => a.Id == "acme" ? change(a) : a)];

    /// <summary>Opens a conversation with a bot.</summary>
    public async Task<string> Open(string bot = Robo, string type = "messaging")
    {
        var reply = await Server.Post("/v1/accounts/acme/conversations", HttpAccounts.Backend, $$$"""{"consumer":{"id":"ann"},"bot":"{{{bot}}}","type":"{{{type}}}"}""");
        Assert.True(reply.Status is 201, reply.Body);
        return reply.Text("id");
    }

    /// <summary>The consumer says something.</summary>
    public async Task Say(string conversation, string text)
    {
        var reply = await Server.Post($"/v1/accounts/acme/conversations/{conversation}/messages", HttpAccounts.Backend,
            $$"""{"from":{"id":"ann","role":"CONSUMER"},"text":{{JsonSerializer.Serialize(text)}}}""");
        Assert.True(reply.Status is 200 or 201, reply.Body);
    }

    /// <summary>Opens a conversation, says something, and waits until the bot was told.</summary>
    public async Task<Told> Ask(string text = "hi")
    {
        var conversation = await Open();
        await Say(conversation, text);
        return await Told(t => t.Conversation == conversation && t.Text == text);
    }

    /// <summary>Waits until the bot was told something.</summary>
    public async Task<Told> Told(Func<Told, bool> which) =>
        (await Server.Until(() => Task.FromResult(Bot.Told.FirstOrDefault(which)), told => told is not null))!;

    public IConversationGrain Conversation(string id) => Server.Grains.GetGrain<IConversationGrain>($"acme/{id}");

    /// <summary>The texts of the transcript; those for agents alone with a star.</summary>
    public async Task<string[]> Texts(string conversation) =>
        [.. (await Conversation(conversation).ReadMessages(0, 500)).Messages.Select(m => (m.Audience is Audience.AgentsAndManagers ? "*" : "") + m.Text)];

    /// <summary>Waits until the transcript is this.</summary>
    public Task Reads(string conversation, params string[] texts) =>
        Server.Until(async () => string.Join('\n', await Texts(conversation)), read => read == string.Join('\n', texts));

    public async Task<T[]> Events<T>(string conversation) => [.. (await Conversation(conversation).ReadEvents(0, 1000)).Events.OfType<T>()];

    /// <summary>Waits until an event was recorded.</summary>
    public async Task<T> Recorded<T>(string conversation) where T : class =>
        (await Server.Until(async () => (await Events<T>(conversation)).FirstOrDefault(), e => e is not null))!;

    public InMemoryJournal Journal => _journal;

    public async Task<BotHealthView> Health() => (await Server.Grains.GetGrain<IBotGrain>($"acme/{Robo}").Read())!;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Bot.DisposeAsync();
    }

    private async Task StartServer(params string[] args) => Server = await Server.Start(
        _journal, services => services.AddSingleton<IAccounts>(this).AddSingleton<IGrainStateRows>(_rows), args);

    private static Bot Third(string name, BotConnector connector) => new() { Name = name, Connector = connector, FailureText = LocalizedText.Of("That did not work.") };
}
