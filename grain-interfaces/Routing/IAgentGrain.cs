using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>
/// One agent: presence, and the room for conversations, which is never overbooked. The key is <c>{account}/{agent}</c>. The room that
/// a conversation takes is on disk before the conversation is assigned, and is given back by the conversation itself.
/// </summary>
[Alias("conversations.agent-grain.v1")]
public interface IAgentGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>What the agent is doing; null when the account has no such agent.</summary>
    [ReadOnly, Alias("Read")]
    Task<AgentView?> Read();

    /// <summary>Says whether the agent takes conversations; null when the account has no such agent.</summary>
    [Alias("SetPresence")]
    Task<AgentView?> SetPresence(AgentPresence state);

    /// <summary>
    /// Keeps room for a conversation for 30 seconds, in which it may be assigned or proposed to this agent; null when the agent is
    /// away, has no room left or is unknown. For a conversation that has room already it is kept anew.
    /// </summary>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="transfer">It is transferred to this very agent, which one who is occupied still takes.</param>
    /// <returns>Until when the room is kept, UTC: no other reservation of this conversation is answered with the same time.</returns>
    [Alias("Reserve")]
    Task<DateTimeOffset?> Reserve(string conversation, bool transfer);

    /// <summary>
    /// The conversation may need room no longer: the agent asks it, and keeps the room while it is theirs or another reservation of
    /// it is open. So it is harmless at any time, and harmless to repeat.
    /// </summary>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="reservation">The answer of <see cref="Reserve"/> whose assignment has been tried, whatever came of it; null for none.</param>
    [Alias("Release")]
    Task Release(string conversation, DateTimeOffset? reservation);

    /// <summary>
    /// Takes a conversation by hand: one that waits for a skill of the agent's, one that is proposed to this agent, or one that a bot
    /// has. Who is occupied may do so, who is away may not.
    /// </summary>
    [Alias("Accept")]
    Task<Receipt> Accept(string conversation);
}

/// <summary>What an agent is doing.</summary>
[GenerateSerializer, Immutable, Alias("conversations.agent-view.v1")]
public sealed record AgentView
{
    /// <summary>Id within the account.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>What consumers read.</summary>
    [Id(1)] public string? Nickname { get; init; }
    /// <summary>Their skills.</summary>
    [Id(2)] public ImmutableArray<string> Skills { get; init; } = [];
    /// <summary>Whether they take conversations. Default <see cref="AgentPresence.Away"/>.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required AgentPresence State { get; init; }
    /// <summary>How many conversations fit.</summary>
    [Id(4)] public required int Capacity { get; init; }
    /// <summary>The conversations that take up room, those on their way included.</summary>
    [Id(5)] public ImmutableArray<string> Conversations { get; init; } = [];
}

/// <summary>Whether an agent takes conversations. Source: conversation model of the messaging API.</summary>
[GenerateSerializer, Alias("conversations.agent-presence.v1"), JsonConverter(typeof(JsonStringEnumConverter<AgentPresence>))]
public enum AgentPresence
{
    /// <summary>Takes none.</summary>
    [JsonStringEnumMemberName("AWAY")] Away = 0,
    /// <summary>Takes all.</summary>
    [JsonStringEnumMemberName("ONLINE")] Online = 1,
    /// <summary>Takes only those transferred to them.</summary>
    [JsonStringEnumMemberName("OCCUPIED")] Occupied = 2,
}
