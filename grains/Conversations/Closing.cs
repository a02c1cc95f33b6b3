using Conversations.EventRouting;
using static Conversations.ConversationEventType;

namespace Conversations;

/// <summary>How a conversation ends.</summary>
internal static class Closing
{
    public static void Do(Deliberation d, CloseReason by)
    {
        Turns.EndAll(d, TurnOutcome.Closed);
        var agent = Assigning.HolderOf(d.State);
        d.Raise(new ConversationClosed { At = d.Now, By = by });
        if (agent is not null) Assigning.ReleaseAgent(d, agent);
        if (by == CloseReason.Timeout && !d.Rules.AutoCloseRaisesEnd) return;
        var type = by switch
        {
            CloseReason.Agent => AgentEndConversation,
            CloseReason.Consumer => ConsumerEndConversation,
            _ => SystemEndConversation,
        };
        EventLane.Raise(d, type, null, new EndGroup(by));
    }
}
