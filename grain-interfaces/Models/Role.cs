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
    /// <summary>The agent who has the conversation, or to whom it is proposed.</summary>
    [JsonStringEnumMemberName("ASSIGNED_AGENT")] AssignedAgent = 6,
    /// <summary>Reads along.</summary>
    [JsonStringEnumMemberName("READER")] Reader = 7,
    /// <summary>A program that steers the conversation.</summary>
    [JsonStringEnumMemberName("CONTROLLER")] Controller = 8,
}

/// <summary>Whether somebody takes part, or is only asked to. Default <see cref="Active"/>.</summary>
[GenerateSerializer, Alias("conversations.participant-state.v1"), JsonConverter(typeof(JsonStringEnumConverter<ParticipantState>))]
public enum ParticipantState
{
    /// <summary>Takes part.</summary>
    [JsonStringEnumMemberName("ACTIVE")] Active = 0,
    /// <summary>The conversation is proposed to this agent, who has not accepted yet.</summary>
    [JsonStringEnumMemberName("SUGGESTED")] Suggested = 1,
}
