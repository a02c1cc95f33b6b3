namespace Conversations;

/// <summary>
/// The events that a consumer may see. A list of what is allowed, so that a kind of event that is added later stays
/// inside until somebody decides otherwise.
/// </summary>
public static class ConsumerEvents
{
    /// <summary>Whether a consumer may see the event.</summary>
    public static bool MayBeSeen(ConversationEvent e) => e switch
    {
        MessagePublished published => published.Message.Audience is Audience.All,
        Transferred or ParticipantJoined or ParticipantLeft or ConversationClosed => true,
        _ => false,
    };
}
