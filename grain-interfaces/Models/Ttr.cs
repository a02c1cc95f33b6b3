using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>How fast agents are to answer. Source: conversation model of the messaging API, <c>ttr</c>.</summary>
[GenerateSerializer, Immutable, Alias("conversations.ttr.v1")]
public sealed record Ttr
{
    /// <summary>As the account says, not urgent.</summary>
    public static Ttr Normal { get; } = new() { TtrType = TtrType.Normal };

    /// <summary>Which kind.</summary>
    [Id(0), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required TtrType TtrType { get; init; }
    /// <summary>Seconds; 0 until the account's rules were asked.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public long Value { get; init; }
}

/// <summary>The kinds of response times.</summary>
[GenerateSerializer, Alias("conversations.ttr-type.v1"), JsonConverter(typeof(JsonStringEnumConverter<TtrType>))]
public enum TtrType
{
    /// <summary>Never valid in a request.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>The account's or skill's usual one.</summary>
    [JsonStringEnumMemberName("NORMAL")] Normal = 1,
    /// <summary>The consumer asked for haste.</summary>
    [JsonStringEnumMemberName("URGENT")] Urgent = 2,
    /// <summary>Ahead of normal ones.</summary>
    [JsonStringEnumMemberName("PRIORITIZED")] Prioritized = 3,
    /// <summary>Set by hand, in seconds from now.</summary>
    [JsonStringEnumMemberName("CUSTOM")] Custom = 4,
}
