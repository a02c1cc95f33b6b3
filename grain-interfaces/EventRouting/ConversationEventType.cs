using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What happened in the life of a conversation, as payloads name it (<c>cbotEventType</c>, odd spellings included). Source: SEED2.</summary>
[GenerateSerializer, Alias("conversations.event-type.v1"), JsonConverter(typeof(JsonStringEnumConverter<ConversationEventType>))]
public enum ConversationEventType
{
    /// <summary>Never valid.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>A consumer who was here before opened a conversation.</summary>
    [JsonStringEnumMemberName("CONSUMER_OPEN_NEW_CONVERSATION")] ConsumerOpenNewConversation = 1,
    /// <summary>A consumer opened the first conversation ever.</summary>
    [JsonStringEnumMemberName("CONSUMER_OPEN_NEW_CONVERSATION_FIRST_TIME")] ConsumerOpenNewConversationFirstTime = 2,
    /// <summary>As the first, off hours.</summary>
    [JsonStringEnumMemberName("CONSUMER_OPEN_NEW_CONVERSATION_OFF_HOURS")] ConsumerOpenNewConversationOffHours = 3,
    /// <summary>As the second, off hours.</summary>
    [JsonStringEnumMemberName("CONSUMER_OPEN_NEW_CONVERSATION_FIRST_TIME_OFF_HOURS")] ConsumerOpenNewConversationFirstTimeOffHours = 4,
    /// <summary>Within 48 hours after the consumer's last conversation was closed automatically.</summary>
    [JsonStringEnumMemberName("CONSUMER_OPEN_NEW_CONVERSATION_AFTER_AUTOCLOSE")] ConsumerOpenNewConversationAfterAutoclose = 5,
    /// <summary>An agent, or the bot that has it, closed it.</summary>
    [JsonStringEnumMemberName("AGENT_END_CONVERSATION")] AgentEndConversation = 6,
    /// <summary>The consumer closed it.</summary>
    [JsonStringEnumMemberName("CONSUMER_END_CONVERSATION")] ConsumerEndConversation = 7,
    /// <summary>The service closed it.</summary>
    [JsonStringEnumMemberName("SYSTEM_END_CONVERSATION")] SystemEndConversation = 8,
    /// <summary>It goes to another skill or agent.</summary>
    [JsonStringEnumMemberName("ENGAGEMENT_TRANSFERED")] EngagementTransfered = 9,
    /// <summary>An agent has it now.</summary>
    [JsonStringEnumMemberName("YOU_ARE_CONNECTED_TO")] YouAreConnectedTo = 10,
    /// <summary>The agent gave it back.</summary>
    [JsonStringEnumMemberName("BACK_TO_QUEUE")] BackToQueue = 11,
    /// <summary>A manager, or an agent who was not the assigned one, left.</summary>
    [JsonStringEnumMemberName("JOINED_AGENT_LEFT_CONVERSATION")] JoinedAgentLeftConversation = 12,
    /// <summary>A manager or another agent joined.</summary>
    [JsonStringEnumMemberName("ANOTHER_AGENT_JOINED_CONVERSATION")] AnotherAgentJoinedConversation = 13,
    /// <summary>The agent set a response time by hand.</summary>
    [JsonStringEnumMemberName("AGENT_UPDATED_RESPONSE_TIME")] AgentUpdatedResponseTime = 14,
    /// <summary>The consumer marked it as urgent.</summary>
    [JsonStringEnumMemberName("CONSUMER_ASKED_URGENT_RESPONSE_TIME")] ConsumerAskedUrgentResponseTime = 15,
    /// <summary>It is urgent no longer.</summary>
    [JsonStringEnumMemberName("CONSUMER_CANCELED_URGENT_RESPONSE_TIME")] ConsumerCanceledUrgentResponseTime = 16,
    /// <summary>The first line of a consumer off hours, in a conversation that was open already.</summary>
    [JsonStringEnumMemberName("CONSUMER_SEND_MESSAGE_ON_OFFHOURS")] ConsumerSendMessageOnOffhours = 17,
    /// <summary>It has waited in its queue for long.</summary>
    [JsonStringEnumMemberName("CONV_AWAITING_IN_QUEUE")] ConvAwaitingInQueue = 18,
    /// <summary>The agent has not answered for long.</summary>
    [JsonStringEnumMemberName("AGENT_NON_RESPONSIVE")] AgentNonResponsive = 19,
    /// <summary>The consumer has not answered for long.</summary>
    [JsonStringEnumMemberName("CONSUMER_NON_RESPONSIVE")] ConsumerNonResponsive = 20,
    /// <summary>The consumer, unknown so far, signed in.</summary>
    [JsonStringEnumMemberName("CONSUMER_STEP_UP")] ConsumerStepUp = 21,
}
