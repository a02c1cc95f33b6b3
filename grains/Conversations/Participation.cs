using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.EventRouting;
using static Conversations.ConversationEventType;

namespace Conversations;

/// <summary>Who else takes part: agents and managers who join and leave, a consumer who signs in.</summary>
internal static class Participation
{
    public static Decision Join(Conversation state, AddParticipant join, Account account, DateTimeOffset now)
    {
        if ((OpeningCheck.Fault(join.Participant) ?? RoleFault(join.Participant)) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        if (!d.State.IsOpen) return ConversationDecider.Closed(state, join);
        var before = d.State.Participants;
        if (before.Contains(join.Participant)) return d.Done(repeated: true);
        if (before.FirstOrDefault(p => p.Id == join.Participant.Id) is { Role: Role.AssignedAgent or Role.Consumer or Role.Bot } known)
        {
            return Deliberation.Refuse(state, RefusalCodes.InvalidField, $"'{known.Id}' takes part already, as {EventNames.Of(known.Role)}.");
        }
        d.Raise(new ParticipantJoined { At = now, Participant = join.Participant });
        if (join.Participant.Role is Role.Agent or Role.Manager)
        {
            EventLane.Raise(d, AnotherAgentJoinedConversation, AutomaticMessageKind.AgentJoined, new ParticipantGroup(before, d.State.Participants), Named(account, join.Participant));
        }
        return d.Done();
    }

    public static Decision Leave(Conversation state, RemoveParticipant leave, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        if (!d.State.IsOpen) return ConversationDecider.Closed(state, leave);
        var before = d.State.Participants;
        var who = before.FirstOrDefault(p => p.Id == leave.ParticipantId);
        if (who is null) return d.Done(repeated: true);
        if (who.Role is Role.Consumer or Role.Bot or Role.AssignedAgent)
        {
            return Deliberation.Refuse(state, RefusalCodes.InvalidField,
                $"'{who.Id}' is the {Word(who.Role)} and can't be removed; close the conversation, transfer it, or return it to its queue.");
        }
        d.Raise(new ParticipantLeft { At = now, ParticipantId = leave.ParticipantId });
        if (who.Role is Role.Agent or Role.Manager)
        {
            EventLane.Raise(d, JoinedAgentLeftConversation, AutomaticMessageKind.AgentLeft, new ParticipantGroup(before, d.State.Participants), Named(account, who));
        }
        return d.Done();
    }

    public static Decision StepUp(Conversation state, StepUpConsumer stepUp, Account account, DateTimeOffset now)
    {
        var consumer = stepUp.Consumer with { Authenticated = true };
        if (OpeningCheck.Fault(new Participant { Id = consumer.Id, Role = Role.Consumer, Name = consumer.Name }) is { } fault)
        {
            return Deliberation.Refuse(state, fault.Code, fault.Detail);
        }
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        if (!d.State.IsOpen) return ConversationDecider.Closed(state, stepUp);
        if (d.State.Consumer == consumer) return d.Done(repeated: true);
        if (d.State.Consumer is { Authenticated: true } known)
        {
            return Deliberation.Refuse(state, RefusalCodes.InvalidField, $"The consumer is '{known.Id}', authenticated already; open a new conversation for another.");
        }
        d.Raise(new ConsumerSteppedUp { At = now, Consumer = consumer });
        EventLane.Raise(d, ConsumerStepUp, null);
        return d.Done();
    }

    private static Participant Named(Account account, Participant who) =>
        who.Name is null && account.Agents.TryGetValue(who.Id, out var agent) ? who with { Name = agent.Nickname } : who;

    private static Refusal? RoleFault(Participant who) => who.Role is Role.AssignedAgent || who.State is ParticipantState.Suggested
        ? OpeningCheck.Refusal(RefusalCodes.InvalidField, "An agent is assigned by accepting the conversation or by a transfer; join as AGENT or MANAGER.")
        : null;

    private static string Word(Role role) => role switch { Role.Consumer => "consumer", Role.Bot => "bot", _ => "assigned agent" };
}
