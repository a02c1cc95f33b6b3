using System.Collections.Immutable;
using static Conversations.ConversationEventType;

namespace Conversations;

/// <summary>What functions are deployed on: several event types are one messaging event. Source: SEED2; the ids are the field's, the last four are ours.</summary>
public static class MessagingEvents
{
    /// <summary>Messaging new conversation.</summary>
    public const string NewConversation = "controllerbot_messaging_new_conversation";
    /// <summary>Messaging conversation end.</summary>
    public const string ConversationEnd = "controllerbot_messaging_conversation_end";
    /// <summary>Messaging conversation routing.</summary>
    public const string ConversationRouting = "controllerbot_messaging_conversation_routing";
    /// <summary>Messaging participants change.</summary>
    public const string ParticipantsChange = "controllerbot_messaging_participants_change";
    /// <summary>Messaging TTR.</summary>
    public const string Ttr = "controllerbot_messaging_ttr";
    /// <summary>Messaging line in off-hours.</summary>
    public const string LineInOffHours = "controllerbot_messaging_mid_conversation_msg";
    /// <summary>Messaging conversation idle; excludes the three below and is excluded by each of them.</summary>
    public const string ConversationIdle = "controllerbot_messaging_conversation_idle";
    /// <summary>Messaging conversation consumer idle.</summary>
    public const string ConsumerIdle = "controllerbot_messaging_conversation_consumer_idle";
    /// <summary>Messaging conversation agent idle.</summary>
    public const string AgentIdle = "controllerbot_messaging_conversation_agent_idle";
    /// <summary>Messaging conversation stuck queue idle.</summary>
    public const string StuckQueueIdle = "controllerbot_messaging_conversation_stuck_queue_idle";
    /// <summary>Messaging consumer step up.</summary>
    public const string ConsumerStepUp = "controllerbot_messaging_consumer_step_up";

    /// <summary>Every messaging event: its id and its name.</summary>
    public static ImmutableDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [NewConversation] = "Messaging New Conversation",
        [ConversationEnd] = "Messaging Conversation End",
        [ConversationRouting] = "Messaging Conversation Routing",
        [ParticipantsChange] = "Messaging Participants Change",
        [Ttr] = "Messaging TTR",
        [LineInOffHours] = "Messaging Line in Off-Hours",
        [ConversationIdle] = "Messaging Conversation Idle",
        [ConsumerIdle] = "Messaging Conversation Consumer Idle",
        [AgentIdle] = "Messaging Conversation Agent Idle",
        [StuckQueueIdle] = "Messaging Conversation Stuck Queue Idle",
        [ConsumerStepUp] = "Messaging Consumer Step Up",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The messaging events of an event type. There are two for idle ones, of which only one can have a function.</summary>
    public static ImmutableArray<string> Of(ConversationEventType type) => type switch
    {
        ConsumerOpenNewConversation or ConsumerOpenNewConversationFirstTime or ConsumerOpenNewConversationOffHours
            or ConsumerOpenNewConversationFirstTimeOffHours or ConsumerOpenNewConversationAfterAutoclose => [NewConversation],
        AgentEndConversation or ConsumerEndConversation or SystemEndConversation => [ConversationEnd],
        EngagementTransfered => [ConversationRouting],
        YouAreConnectedTo or BackToQueue or JoinedAgentLeftConversation or AnotherAgentJoinedConversation => [ParticipantsChange],
        AgentUpdatedResponseTime or ConsumerAskedUrgentResponseTime or ConsumerCanceledUrgentResponseTime => [Ttr],
        ConsumerSendMessageOnOffhours => [LineInOffHours],
        ConvAwaitingInQueue => [ConversationIdle, StuckQueueIdle],
        AgentNonResponsive => [ConversationIdle, AgentIdle],
        ConsumerNonResponsive => [ConversationIdle, ConsumerIdle],
        ConversationEventType.ConsumerStepUp => [ConsumerStepUp],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This is no conversation event type."),
    };

    /// <summary>The id of a messaging event that is given by its id or, upper and lower case alike, by its name; null when there is none.</summary>
    public static string? IdOf(string idOrName) => All.ContainsKey(idOrName) ? idOrName
        : All.FirstOrDefault(e => e.Value.Equals(idOrName, StringComparison.OrdinalIgnoreCase)).Key;

    /// <summary>Whether functions on these two events can't both exist (SEED2: conversation idle and the split idle events).</summary>
    public static bool Exclude(string one, string other) => one == other
        || (one == ConversationIdle && IsSplitIdle(other)) || (other == ConversationIdle && IsSplitIdle(one));

    private static bool IsSplitIdle(string messagingEvent) => messagingEvent is ConsumerIdle or AgentIdle or StuckQueueIdle;
}
