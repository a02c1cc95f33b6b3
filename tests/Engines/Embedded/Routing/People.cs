using Conversations.Embedded;
using Orleans;

namespace Conversations.Tests.Engines.Embedded.Routing;

/// <summary>Consumers who open conversations and leave, and agents who come, go, take, close, give back and hand over, at random.</summary>
internal sealed class People(Random random, RoutingWorld world)
{
    private readonly int _conversations = random.Next(20, 120);
    private readonly HashSet<string> _unconfirmed = [];
    private int _actsLeft = random.Next(150, 500);

    public int Opened { get; private set; }

    public bool AreHome => Opened == _conversations && _actsLeft == 0 && _unconfirmed.Count == 0;

    public IEnumerable<ConversationKey> Keys => Enumerable.Range(1, _conversations).Select(i => new ConversationKey(world.Account.Id, $"c{i}"));

    /// <summary>A few things at once.</summary>
    public void Act()
    {
        foreach (var conversation in _unconfirmed.ToArray()) Open(conversation);
        if (random.Next(3) == 0) RepeatReleases();
        for (var acts = random.Next(8); acts > 0; acts--)
        {
            if (Opened < _conversations && random.Next(3) == 0) Open($"c{++Opened}");
            else if (_actsLeft > 0) ActOnce();
        }
    }

    /// <summary>Everybody works: agents are online and close what they have; what is accepted by hand is.</summary>
    public void ServeEverybody()
    {
        foreach (var agent in world.Account.Agents.Keys) world.Begin(e => Agent(e, agent).SetPresence(AgentPresence.Online));
        foreach (var (conversation, _) in world.Audit.Held) world.Begin(e => Conversation(e, conversation).Close(new() { By = CloseReason.Agent }));
        foreach (var (conversation, agent) in world.Audit.Proposed) world.Begin(e => Agent(e, agent).Accept(conversation));
        foreach (var (conversation, skill) in world.Audit.Waiting)
        {
            if (skill == RoutingAccount.ByHand) world.Begin(e => Agent(e, "agent1").Accept(conversation));
        }
    }

    private void ActOnce()
    {
        _actsLeft--;
        var conversation = $"c{random.Next(Opened) + 1}";
        var agent = $"agent{random.Next(world.Account.Agents.Count) + 1}";
        var skill = world.Account.Skills.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(world.Account.Skills.Count));
        var presence = (AgentPresence)random.Next(3);
        var held = world.Audit.Held.ToList();
        if (held.Count > 0 && random.Next(2) == 0) conversation = held[random.Next(held.Count)].Conversation;
        switch (random.Next(12))
        {
            case 0 or 1 or 2: world.Begin(e => Agent(e, agent).SetPresence(presence)); break;
            case 3: world.Begin(e => Agent(e, agent).SetPresence(AgentPresence.Online)); break;
            case 4: world.Begin(e => Agent(e, agent).Accept(conversation)); break;
            case 5: world.Begin(e => Conversation(e, conversation).ReturnToQueue(new())); break;
            case 6: world.Begin(e => Transfer(e, conversation, skill, null)); break;
            case 7: world.Begin(e => Transfer(e, conversation, random.Next(2) == 0 ? skill : null, agent)); break;
            case 8: world.Begin(e => Conversation(e, conversation).ChangeTtr(new() { TtrType = TtrType.Urgent })); break;
            case 9: AcceptProposal(); break;
            default: world.Begin(e => Conversation(e, conversation).Close(new() { By = CloseReason.Consumer })); break;
        }
    }

    // What a conversation has told an agent once, a crash may tell again at any time, also while it is on its way to this agent anew.
    private void RepeatReleases()
    {
        foreach (var (conversation, _) in world.Audit.Waiting)
        {
            var agent = $"agent{random.Next(world.Account.Agents.Count) + 1}";
            world.Begin(e => Agent(e, agent).Release(conversation, null));
        }
    }

    private void AcceptProposal()
    {
        foreach (var (conversation, agent) in world.Audit.Proposed) world.Begin(e => Agent(e, agent).Accept(conversation));
    }

    // A consumer's client asks again until it is answered.
    private void Open(string conversation)
    {
        _unconfirmed.Add(conversation);
        var skill = world.Account.Skills.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(world.Account.Skills.Count));
        world.Begin(async engine =>
        {
            var receipt = await Conversation(engine, conversation).Open(new() { Consumer = new() { Id = $"u{conversation[^1]}" }, SkillId = skill });
            if (receipt.Refusal is null) _unconfirmed.Remove(conversation);
        });
    }

    private Task<Receipt> Transfer(EmbeddedEngine engine, string conversation, string? skill, string? agent) => Conversation(engine, conversation).Apply(new()
    {
        Commands = [new() { Type = CallbackType.Transfer, SkillId = skill, AgentId = agent }],
    });

    private IAgentGrain Agent(EmbeddedEngine engine, string agent) => engine.GetGrain<IAgentGrain>($"{world.Account.Id}/{agent}");

    private IConversationGrain Conversation(EmbeddedEngine engine, string conversation) =>
        engine.GetGrain<IConversationGrain>($"{world.Account.Id}/{conversation}");
}
