namespace Conversations.Routing;

/// <summary>
/// What a queue believes of the agents of its skill, so that it need not ask each of them for each conversation. Only a belief:
/// whether there is room the agent alone decides.
/// </summary>
internal sealed class AgentLoads
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Load> _loads = new(StringComparer.Ordinal);
    // How often each has said that there may be room.
    private readonly Dictionary<string, int> _offers = new(StringComparer.Ordinal);
    private DateTimeOffset _since;

    /// <summary>Beliefs get old: somebody who said that there is room may not have been heard.</summary>
    public void ForgetOld(DateTimeOffset now)
    {
        if (now - _since < Believed) return;
        _loads.Clear();
        _since = now;
    }

    /// <summary>The agent may have room: whatever is known, or on its way here, is older.</summary>
    public void Offered(string agent)
    {
        _offers[agent] = Offers(agent) + 1;
        _loads.Remove(agent);
    }

    /// <summary>To be taken before an agent is asked something: the answer counts when it is the same afterwards.</summary>
    public int Offers(string agent) => _offers.GetValueOrDefault(agent);

    public bool Knows(string agent) => _loads.ContainsKey(agent);

    public void Heard(string agent, AgentView? view, int offers) =>
        Believe(agent, view is { State: AgentPresence.Online } ? new(view.Conversations.Length, view.Capacity) : Load.None, offers);

    public void Took(string agent)
    {
        if (_loads.TryGetValue(agent, out var load)) _loads[agent] = load with { Taken = load.Taken + 1 };
    }

    public void HasNoRoom(string agent, int offers) => Believe(agent, Load.None, offers);

    /// <summary>The one with room who has the least to do for their capacity; null when nobody has room.</summary>
    public string? Best(IEnumerable<string> agents)
    {
        (string Agent, Load Load)? best = null;
        foreach (var agent in agents)
        {
            if (!_loads.TryGetValue(agent, out var load) || load.Taken >= load.Capacity) continue;
            if (best is not { } b || load.IsLessThan(b.Load) || (!b.Load.IsLessThan(load) && string.CompareOrdinal(agent, b.Agent) < 0)) best = (agent, load);
        }
        return best?.Agent;
    }

    private void Believe(string agent, Load load, int offers)
    {
        if (Offers(agent) == offers) _loads[agent] = load;
    }

    private readonly record struct Load(int Taken, int Capacity)
    {
        public static Load None => default;

        // Taken/Capacity, without fractions.
        public bool IsLessThan(Load other) => (long)Taken * other.Capacity < (long)other.Taken * Capacity;
    }
}
