using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.EventRouting;
using static Conversations.ConversationEventType;

namespace Conversations;

/// <summary>How the response time of agents is changed, by them or by the consumer.</summary>
internal static class ResponseTimeRules
{
    private const long LongestSeconds = 90 * 24 * 3600;

    public static Decision Change(Conversation state, ChangeTtr change, Account account, DateTimeOffset now)
    {
        if (Fault(change) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        if (!d.State.IsOpen) return ConversationDecider.Closed(state, change);
        return d.Done(repeated: !Do(d, change));
    }

    /// <summary>Does it, and answers whether that changed anything.</summary>
    public static bool Do(Deliberation d, ChangeTtr change)
    {
        var before = d.State.Service;
        var ttr = Deadlines.Of(d.Rules, change.TtrType, d.State.FirstConversation, change.Value);
        if (ttr == before.Ttr && ttr.TtrType != TtrType.Custom) return false;
        var awaited = before.EffectiveTtr is not null || ttr.TtrType == TtrType.Custom;
        d.Raise(new ResponseTimeChanged { At = d.Now, Ttr = ttr, EffectiveTtr = awaited ? Deadlines.From(d, ttr) : null });
        // Queues are ordered by it.
        if (d.State.Service.QueuedSince is not null) Assigning.TellQueue(d);
        var group = new TtrGroup(before.Ttr, ttr);
        // The new time begins now; whoever has waited too long already is not told that somebody hurries.
        var inTime = before.EffectiveTtr > d.Now;
        switch (before.Ttr.TtrType, ttr.TtrType)
        {
            case (_, TtrType.Custom):
                EventLane.Raise(d, AgentUpdatedResponseTime, AutomaticMessageKind.ManualResponseTime, group);
                break;
            case (_, TtrType.Urgent):
                EventLane.Raise(d, ConsumerAskedUrgentResponseTime, inTime ? AutomaticMessageKind.MarkedUrgent : null, group);
                break;
            case (TtrType.Urgent, _):
                EventLane.Raise(d, ConsumerCanceledUrgentResponseTime, inTime ? AutomaticMessageKind.NoLongerUrgent : null, group);
                break;
        }
        return true;
    }

    private static Refusal? Fault(ChangeTtr change) => change switch
    {
        { TtrType: TtrType.Unspecified } => OpeningCheck.Refusal(RefusalCodes.MissingField, "'ttrType' is missing; give NORMAL, URGENT, PRIORITIZED or CUSTOM."),
        _ when !Enum.IsDefined(change.TtrType) => OpeningCheck.Refusal(RefusalCodes.InvalidField, "'ttrType' does not exist; give NORMAL, URGENT, PRIORITIZED or CUSTOM."),
        { TtrType: TtrType.Custom, Value: null } => OpeningCheck.Refusal(RefusalCodes.MissingField, "'value' is missing; CUSTOM needs the seconds until the answer."),
        { Value: < 1 or > LongestSeconds } => OpeningCheck.Refusal(RefusalCodes.InvalidField, $"'value' is {change.Value}; give 1 to {LongestSeconds} seconds."),
        _ => null,
    };
}
