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

    /// <summary>Keeps room for a conversation, for a limited time until it is assigned; null when the agent is away or has none left.</summary>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="transfer">It is transferred to this very agent, which one who is occupied still takes.</param>
    [Alias("Reserve")]
    Task<DateTimeOffset?> Reserve(string conversation, bool transfer);

    /// <summary>Gives back the room of a conversation; harmless when it has none.</summary>
    [Alias("Release")]
    Task Release(string conversation);

    /// <summary>Takes a conversation: one that waits, one that is proposed to this agent, or one that a bot has.</summary>
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
