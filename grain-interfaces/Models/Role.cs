using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Who speaks or takes part. Source: contract v1, conversation model of the messaging API.</summary>
[GenerateSerializer, Alias("conversations.role.v1"), JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Never valid; a missing value is refused.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>The person the company talks with.</summary>
    [JsonStringEnumMemberName("CONSUMER")] Consumer = 1,
    /// <summary>A human agent.</summary>
    [JsonStringEnumMemberName("AGENT")] Agent = 2,
    /// <summary>An agent manager.</summary>
    [JsonStringEnumMemberName("MANAGER")] Manager = 3,
    /// <summary>The bot that answers.</summary>
    [JsonStringEnumMemberName("BOT")] Bot = 4,
    /// <summary>The service itself: automatic messages, chat instance messages.</summary>
    [JsonStringEnumMemberName("SYSTEM")] System = 5,
}
