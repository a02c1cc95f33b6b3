using Conversations.Accounts;

namespace Conversations.Tests.Engines.Embedded.Routing;

/// <summary>
/// Who has which conversation, by the journal, at each moment: never two agents, never more than fit. What breaks that is kept: the
/// journal is called by grains, and some of them survive what an append throws.
/// </summary>
internal sealed class RoomAudit(Account account)
{
    private readonly Dictionary<string, string?> _holders = [];
    private readonly Dictionary<string, int> _taken = [];
    private readonly Dictionary<string, Conversation> _states = [];

    public int Assignments { get; private set; }

    /// <summary>The first time that the law was broken; null while it holds.</summary>
    public string? Breach { get; private set; }
    public int Open => _holders.Count;

    public IEnumerable<(string Conversation, string Agent)> Held => _holders.Where(h => h.Value is not null).Select(h => (h.Key, h.Value!));

    /// <summary>Those that nobody has, and the skill they wait for.</summary>
    public IEnumerable<(string Conversation, string Skill)> Waiting =>
        _holders.Where(h => h.Value is null && _states[h.Key].SkillId is not null).Select(h => (h.Key, _states[h.Key].SkillId!));

    public IEnumerable<(string Conversation, string Agent)> Proposed =>
        _states.Where(s => s.Value.IsOpen && s.Value.Service.Proposed is not null).Select(s => (s.Key, s.Value.Service.Proposed!.AgentId));

    public void Appended(ConversationKey key, IEnumerable<ConversationEvent> events)
    {
        var state = _states.GetValueOrDefault(key.Conversation) ?? Conversation.None(key);
        foreach (var happened in events)
        {
            var before = state.Service.AgentId;
            state = Evolution.Evolve(state, happened);
            if (happened is AgentAssigned assigned)
            {
                if (before is not null) Breach ??= $"{key} went from {before} to {assigned.Agent.Id} without being given back.";
                Assignments++;
            }
        }
        _states[key.Conversation] = state;
        Move(key.Conversation, state);
    }

    public string Left() => string.Join('\n', _holders.Keys.Order(StringComparer.Ordinal).Take(10).Select(c =>
        $"  {c}: skill {_states[c].SkillId}, agent {_states[c].Service.AgentId}, proposed {_states[c].Service.Proposed?.AgentId}, queued {_states[c].Service.QueuedSince:T}, "
        + $"effects {string.Join(' ', _states[c].Effects.Select(e => e.GetType().Name))}"));

    private void Move(string conversation, Conversation state)
    {
        var before = _holders.GetValueOrDefault(conversation);
        var now = state.IsOpen ? state.Service.AgentId : null;
        if (state.IsOpen) _holders[conversation] = now;
        else _holders.Remove(conversation);
        if (before == now) return;
        if (before is not null) _taken[before]--;
        if (now is null) return;
        var taken = _taken[now] = _taken.GetValueOrDefault(now) + 1;
        if (taken > account.Agents[now].Capacity) Breach ??= $"{now} has {taken} conversations and room for {account.Agents[now].Capacity}.";
    }
}
