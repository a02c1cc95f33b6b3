using System.Collections.Immutable;

namespace Conversations.Routing;

/// <summary>A skill: what conversations are routed to. Agents who have it, or a bot, serve it.</summary>
public sealed record Skill
{
    public required string Id { get; init; }
    /// <summary>A name to show; the id when absent.</summary>
    public string? Name { get; init; }
    /// <summary>The bot that serves it; null when agents do.</summary>
    public string? Bot { get; init; }
    /// <summary>Whether waiting conversations are assigned to agents who are online, or wait until one accepts. Default true.</summary>
    public bool AssignsAutomatically { get; init; } = true;
    /// <summary>The account's rules, with what this skill says differently.</summary>
    public required ServiceRules Rules { get; init; }

    /// <summary>Skills that say nothing differently from the account.</summary>
    public static ImmutableDictionary<string, Skill> Plain(ServiceRules rules, IEnumerable<string> ids) =>
        ids.ToImmutableDictionary(id => id, id => new Skill { Id = id, Rules = rules }, StringComparer.Ordinal);
}

/// <summary>An agent as the account knows them. What the agent does at the moment is the agent grain's.</summary>
public sealed record AgentProfile
{
    public required string Id { get; init; }
    /// <summary>What consumers read: <c>{agentNickname}</c>; the id when absent.</summary>
    public string? Nickname { get; init; }
    public ImmutableArray<string> Skills { get; init; } = [];
    /// <summary>How many conversations the agent can have at once: 1 to 999. Default 3.</summary>
    public int Capacity { get; init; } = 3;
}
