using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Routing;

/// <summary>Agents, queues and the conversations between them, on real grains. In the account anna has room for two, bob for one.</summary>
public sealed class When_agents_have_room : IAsyncLifetime
{
    private readonly InMemoryGrainStateRows _rows = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Server.Start(services => services.AddSingleton<IGrainStateRows>(_rows).AddSingleton<IAccounts>(new ThatCloses()));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task the_most_pressing_is_served_first_and_nobody_gets_more_than_fits()
    {
        for (var i = 1; i <= 5; i++)
        {
            await Open($"c{i}");
            _server.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await Conversation("c4").ChangeTtr(new() { TtrType = TtrType.Urgent });
        await Queue.Enqueue("c4");
        await _server.Until(Queue.Read, q => q is { Length: 5, Entries: [{ Conversation: "c4" }, ..] });
        Assert.Equal(["c4", "c1", "c2", "c3", "c5"], (await Queue.Read()).Entries.Select(e => e.Conversation));
        await Agent("anna").SetPresence(AgentPresence.Online);
        await QueueHas(3);
        Assert.Equal(("anna", "anna", null), (await AgentOf("c4"), await AgentOf("c1"), await AgentOf("c2")));
        await Agent("bob").SetPresence(AgentPresence.Online);
        await QueueHas(2);
        Assert.Equal("bob", await AgentOf("c2"));
        await Conversation("c4").Close(new() { By = CloseReason.Agent });
        await QueueHas(1);
        Assert.Equal("anna", await AgentOf("c3"));
    }

    [Fact]
    public async Task a_transfer_finds_one_who_is_occupied_and_takes_up_room_until_it_is_over()
    {
        await Agent("bob").SetPresence(AgentPresence.Occupied);
        await Open("c1");
        await Transfer("c1", "bob");
        await _server.Until(() => Agent("bob").Read(), a => a!.Conversations.Length == 1);
        await Open("c2");
        await Transfer("c2", "bob");
        var second = await _server.Until(() => Conversation("c2").Read(), c => c!.ProposedAgentId is null);
        Assert.Equal(("support", true), (second!.SkillId, second.QueuedSince is not null));
        // 72 s are over: it goes to the queue, and the room is free.
        _server.Time.Advance(TimeSpan.FromSeconds(73));
        await _server.Until(() => Agent("bob").Read(), a => a!.Conversations.IsEmpty);
        Assert.Null((await Conversation("c1").Read())!.ProposedAgentId);
    }

    [Fact]
    public async Task a_reservation_that_nothing_came_of_is_given_up()
    {
        await Open("c1");
        await Agent("bob").SetPresence(AgentPresence.Online);
        await _server.Until(() => AgentOf("c1"), a => a == "bob");
        await Conversation("c1").Close(new() { By = CloseReason.Agent });
        await _server.Until(() => Agent("bob").Read(), a => a!.Conversations.IsEmpty);
        await Open("c2", "sales");
        Assert.NotNull(await Agent("bob").Reserve("c2", transfer: false));
        Assert.Null(await Agent("bob").Reserve("c3", transfer: false));
        Assert.Equal(["c2"], (await Agent("bob").Read())!.Conversations);
        _server.Time.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal(["c2"], (await Agent("bob").Read())!.Conversations);
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        await _server.Until(() => Agent("bob").Read(), a => a!.Conversations.IsEmpty);
    }

    [Fact]
    public async Task a_release_that_comes_late_takes_no_room_from_a_conversation_that_is_theirs_again()
    {
        await Agent("bob").SetPresence(AgentPresence.Online);
        await Open("c1");
        await _server.Until(() => AgentOf("c1"), a => a == "bob");
        await Agent("bob").Release("c1", null);
        Assert.Equal(["c1"], (await Agent("bob").Read())!.Conversations);
    }

    [Fact]
    public async Task an_open_reservation_outlives_every_release_but_its_own()
    {
        await Agent("bob").SetPresence(AgentPresence.Online);
        await Open("c1", "sales");
        var first = await Agent("bob").Reserve("c1", transfer: false);
        var second = await Agent("bob").Reserve("c1", transfer: false);
        Assert.NotEqual(first, second);
        await Agent("bob").Release("c1", null);
        await Agent("bob").Release("c1", first);
        Assert.Equal(["c1"], (await Agent("bob").Read())!.Conversations);
        await Agent("bob").Release("c1", second);
        Assert.Empty((await Agent("bob").Read())!.Conversations);
    }

    [Fact]
    public async Task a_server_that_starts_again_knows_who_has_what_and_who_waits()
    {
        await Agent("bob").SetPresence(AgentPresence.Online);
        await Open("c1");
        await _server.Until(() => AgentOf("c1"), a => a == "bob");
        await Open("c2");
        await QueueHas(1);
        var journal = _server.Journal;
        await _server.DisposeAsync();
        _server = await Server.Start(services => services.AddSingleton<IGrainStateRows>(_rows).AddSingleton<Conversations.Journal.IConversationJournal>(journal));
        Assert.Equal((AgentPresence.Online, "c1"), ((await Agent("bob").Read())!.State, (await Agent("bob").Read())!.Conversations.Single()));
        Assert.Equal(["c2"], (await Queue.Read()).Entries.Select(e => e.Conversation));
        await Conversation("c1").Close(new() { By = CloseReason.Agent });
        await _server.Until(() => AgentOf("c2"), a => a == "bob");
    }

    [Fact]
    public async Task unknown_agents_have_no_room()
    {
        Assert.Null(await Agent("carl").Read());
        Assert.Null(await Agent("carl").SetPresence(AgentPresence.Online));
        Assert.Null(await Agent("carl").Reserve("c1", transfer: true));
        Assert.Equal(RefusalCodes.UnknownAgent, (await Agent("carl").Accept("c1")).Refusal!.Code);
        await Agent("anna").SetPresence(AgentPresence.Online);
        Assert.Equal(RefusalCodes.UnknownConversation, (await Agent("anna").Accept("c1")).Refusal!.Code);
    }

    [Fact]
    public async Task a_consumer_is_new_once_and_an_automatic_close_is_remembered()
    {
        var consumer = _server.Grains.GetGrain<IConsumerGrain>("acme/ann");
        // One that was never opened makes nobody known.
        Assert.True((await consumer.Opens("never")).First);
        Assert.Equal(RefusalCodes.UnknownSkill, (await Conversation("bad").Open(new() { Consumer = new() { Id = "ann" }, SkillId = "nope" })).Refusal!.Code);
        await Open("c1", "sales");
        Assert.True((await Conversation("c1").Read())!.FirstConversation);
        // Nobody may claim an automatic close; it comes by itself.
        Assert.Equal(RefusalCodes.InvalidField, (await Conversation("c1").Close(new() { By = CloseReason.Timeout })).Refusal?.Code);
        _server.Time.Advance(TimeSpan.FromDays(5));
        await _server.Until(Conversation("c1").Read, c => c is { CloseReason: CloseReason.Timeout });
        var again = await consumer.Opens("c2");
        Assert.Equal((false, (await Conversation("c1").Read())!.ClosedAt), (again.First, again.AutoClosedAt));
        await Open("c2", "sales");
        await Open("c3", "sales");
        Assert.Equal(again, await consumer.Opens("c2"));
        Assert.Equal(new ConsumerHistory { First = false }, await consumer.Opens("c3"));
        Assert.True((await consumer.Opens("c1")).First);
    }

    private ISkillQueueGrain Queue => _server.Grains.GetGrain<ISkillQueueGrain>("acme/support");

    private IConversationGrain Conversation(string id) => _server.Grains.GetGrain<IConversationGrain>($"acme/{id}");

    private IAgentGrain Agent(string id) => _server.Grains.GetGrain<IAgentGrain>($"acme/{id}");

    private async Task<string?> AgentOf(string conversation) => (await Conversation(conversation).Read())!.AssignedAgentId;

    private async Task Open(string conversation, string skill = "support") =>
        Assert.Null((await Conversation(conversation).Open(new() { Consumer = new() { Id = "ann" }, SkillId = skill })).Refusal);

    private async Task Transfer(string conversation, string agent) => Assert.Null((await Conversation(conversation).Apply(new()
    {
        Commands = [new() { Type = CallbackType.Transfer, SkillId = "support", AgentId = agent }],
    })).Refusal);

    private Task<QueueView> QueueHas(int length) => _server.Until(Queue.Read, q => q.Length == length);

    /// <summary>The account, with a skill whose conversations close by themselves.</summary>
    private sealed class ThatCloses : IAccounts
    {
        private readonly HttpAccounts _inner = new();

        public ImmutableArray<Account> All => [.. _inner.All.Select(Closing)];

        public Account? Find(string id) => _inner.Find(id) is { } account ? Closing(account) : null;

        private static Account Closing(Account account) => account with
        {
            Skills = account.Skills.SetItem("sales", account.Skills["sales"] with { Rules = account.Skills["sales"].Rules with { AutoClose = TimeSpan.FromHours(1) } }),
        };
    }
}
