using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Who may see a message. Default <see cref="All"/>. Source: SEED4, contract v1.</summary>
[GenerateSerializer, Alias("conversations.audience.v1"), JsonConverter(typeof(JsonStringEnumConverter<Audience>))]
public enum Audience
{
    /// <summary>Everybody, the consumer included.</summary>
    [JsonStringEnumMemberName("ALL")] All = 0,
    /// <summary>Private: never reaches a consumer, by any path.</summary>
    [JsonStringEnumMemberName("AGENTS_AND_MANAGERS")] AgentsAndManagers = 1,
}
