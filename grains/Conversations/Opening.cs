using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.EventRouting;
using static Conversations.ConversationEventType;

namespace Conversations;

/// <summary>How a conversation begins: with a bot, or in the queue of a skill.</summary>
internal static class Opening
{
    /// <summary>A consumer who comes back so soon after an automatic close goes on where the talk ended (SEED2).</summary>
    private static readonly TimeSpan AfterAutoClose = TimeSpan.FromHours(48);

    public static Decision Decide(Conversation state, OpenConversation open, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        if (state.Version > 0) return d.Done(repeated: true);
        if (OpeningCheck.Fault(open, account) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        d.Raise(Opened(open, account, now));
        if (d.State.Service.QueuedSince is not null) Assigning.TellQueue(d);
        RaiseEvent(d, open);
        Turns.Greet(d);
        return d.Done();
    }

    private static ConversationOpened Opened(OpenConversation open, Account account, DateTimeOffset now)
    {
        var rules = account.RulesOf(open.SkillId);
        var first = open.History?.First ?? false;
        var ttr = Deadlines.Of(rules, TtrType.Normal, first);
        var shift = rules.Hours.NextOpen(now);
        return new ConversationOpened
        {
            At = now,
            Consumer = open.Consumer,
            Bot = open.Bot ?? (open.SkillId is { } skill ? account.Skills[skill].Bot : account.DefaultBot),
            SkillId = open.SkillId,
            Type = open.Type,
            Language = open.Language ?? account.DefaultLanguage,
            Preview = open.Preview,
            Sdes = open.Sdes,
            Event = open.Event,
            Variables = open.Variables,
            FirstConversation = first,
            OffHours = shift != now,
            Ttr = ttr,
            EffectiveTtr = (shift ?? now) + TimeSpan.FromSeconds(ttr.Value),
            Context = open.Context,
        };
    }

    private static void RaiseEvent(Deliberation d, OpenConversation open)
    {
        if (open.History?.AutoClosedAt is { } closed && d.Now - closed < AfterAutoClose)
        {
            // Silent for the consumer; for an authenticated one the event is not triggered at all.
            if (!open.Consumer.Authenticated) EventLane.Raise(d, ConsumerOpenNewConversationAfterAutoclose, null, new StartGroup(false));
            return;
        }
        var (type, kind) = (d.State.FirstConversation, d.State.OpenedOffHours) switch
        {
            (true, true) => (ConsumerOpenNewConversationFirstTimeOffHours, AutomaticMessageKind.FirstTimeOffHoursWelcome),
            (true, false) => (ConsumerOpenNewConversationFirstTime, AutomaticMessageKind.FirstTimeWelcome),
            (false, true) => (ConsumerOpenNewConversationOffHours, AutomaticMessageKind.OffHoursWelcome),
            (false, false) => (ConsumerOpenNewConversation, AutomaticMessageKind.Welcome),
        };
        EventLane.Raise(d, type, kind, new StartGroup(d.State.FirstConversation));
    }
}
