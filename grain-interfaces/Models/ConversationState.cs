using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Whether a conversation can still take messages. Source: contract v1.</summary>
[GenerateSerializer, Alias("conversations.state.v1"), JsonConverter(typeof(JsonStringEnumConverter<ConversationState>))]
public enum ConversationState
{
    /// <summary>Not opened yet.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>Takes messages.</summary>
    [JsonStringEnumMemberName("OPEN")] Open = 1,
    /// <summary>Ended; its transcript stays readable.</summary>
    [JsonStringEnumMemberName("CLOSE")] Close = 2,
}

/// <summary>Who closed a conversation. Source: contract v1, SEED2 <c>closeReason</c>.</summary>
[GenerateSerializer, Alias("conversations.close-reason.v1"), JsonConverter(typeof(JsonStringEnumConverter<CloseReason>))]
public enum CloseReason
{
    /// <summary>Not closed.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>An agent or a bot closed it.</summary>
    [JsonStringEnumMemberName("AGENT")] Agent = 1,
    /// <summary>The consumer left.</summary>
    [JsonStringEnumMemberName("CONSUMER")] Consumer = 2,
    /// <summary>The service closed it.</summary>
    [JsonStringEnumMemberName("SYSTEM")] System = 3,
    /// <summary>Closed automatically, after the consumer had not answered for long.</summary>
    [JsonStringEnumMemberName("TIMEOUT")] Timeout = 4,
}

/// <summary>The kind of channel; some features exist for one kind only (SEED4). Default <see cref="Messaging"/>.</summary>
[GenerateSerializer, Alias("conversations.type.v1"), JsonConverter(typeof(JsonStringEnumConverter<ConversationType>))]
public enum ConversationType
{
    /// <summary>Asynchronous messaging.</summary>
    [JsonStringEnumMemberName("messaging")] Messaging = 0,
    /// <summary>A chat session.</summary>
    [JsonStringEnumMemberName("chat")] Chat = 1,
}
