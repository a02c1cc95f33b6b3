using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations;

/// <summary>Time has passed; whatever is due happens.</summary>
public sealed record TimePassed : ConversationCommand
{
    public static TimePassed Instance { get; } = new();
}

/// <summary>The rules. Pure: no clock, no I/O, no engine.</summary>
public static class ConversationDecider
{
    /// <summary>What <paramref name="command"/> leads to in <paramref name="state"/> at <paramref name="now"/>.</summary>
    public static Decision Decide(Conversation state, ConversationCommand command, Account account, DateTimeOffset now) =>
        command switch
        {
            OpenConversation open => Open(state, open, account, now),
            SettleEffect settle => Settle(state, settle, account, now),
            _ when state.State == ConversationState.Unspecified => NotOpened(state, command),
            PublishMessage publish => Publishing.Decide(state, publish, account, now),
            CloseConversation close => Close(state, close, account, now),
            _ when !state.IsOpen => Closed(state, command),
            AddParticipant join => Join(state, join, account, now),
            RemoveParticipant leave => Leave(state, leave, account, now),
            TimePassed => Tick(state, account, now),
            _ => throw new InvalidOperationException(
                $"{command.GetType().Name} has no rule. Add a line to {nameof(ConversationDecider)}.{nameof(Decide)}."),
        };

    private static Decision Open(Conversation state, OpenConversation open, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        if (state.Version > 0) return d.Done(repeated: true);
        if (OpeningCheck.Fault(open, account) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        var bot = open.Bot ?? (open.SkillId is null ? account.DefaultBot : null);
        d.Raise(new ConversationOpened
        {
            At = now,
            Consumer = open.Consumer,
            Bot = bot,
            SkillId = open.SkillId,
            Type = open.Type,
            Language = open.Language ?? account.DefaultLanguage,
            Preview = open.Preview,
            Sdes = open.Sdes,
            Event = open.Event,
            Variables = open.Variables,
        });
        if (d.Bot?.Flow is { Welcome: { } welcome } flow) Turns.StartStep(d, flow.Steps.First(s => s.Name == welcome));
        return d.Done();
    }

    private static Decision Settle(Conversation state, SettleEffect settle, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        if (!state.Effects.Any(e => e.Key == settle.Key)) return d.Done(repeated: true);
        // The turn may have run out of time before its answer came; a proactive message may not: it would follow at once.
        Clocks.DetachOverdue(d);
        Turns.Resume(d, settle);
        Clocks.Advance(d);
        return d.Done();
    }

    private static Decision Tick(Conversation state, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        return d.Done();
    }

    private static Decision Close(Conversation state, CloseConversation close, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        if (!state.IsOpen) return d.Done(repeated: true);
        if (close.By == CloseReason.Unspecified)
        {
            return Deliberation.Refuse(state, RefusalCodes.MissingField, "'by' is missing; give AGENT, CONSUMER or SYSTEM.");
        }
        Clocks.Advance(d);
        if (d.State.IsOpen) Turns.CloseConversation(d, close.By);
        return d.Done();
    }

    private static Decision Join(Conversation state, AddParticipant join, Account account, DateTimeOffset now)
    {
        if (OpeningCheck.Fault(join.Participant) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        var d = new Deliberation(state, account, now);
        if (state.Participants.Contains(join.Participant)) return d.Done(repeated: true);
        d.Raise(new ParticipantJoined { At = now, Participant = join.Participant });
        return d.Done();
    }

    private static Decision Leave(Conversation state, RemoveParticipant leave, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        var who = state.Participants.FirstOrDefault(p => p.Id == leave.ParticipantId);
        if (who is null) return d.Done(repeated: true);
        if (who.Role is Role.Consumer or Role.Bot)
        {
            return Deliberation.Refuse(state, RefusalCodes.InvalidField,
                $"'{who.Id}' is the {who.Role.ToString().ToLowerInvariant()} and can't be removed; close the conversation or transfer it.");
        }
        d.Raise(new ParticipantLeft { At = now, ParticipantId = leave.ParticipantId });
        return d.Done();
    }

    // A tick may come to a conversation that was never opened: a wake-up that was meant for one that failed to open.
    private static Decision NotOpened(Conversation state, ConversationCommand command) => command is TimePassed
        ? new Decision([], state, new Receipt())
        : Deliberation.Refuse(state, RefusalCodes.UnknownConversation,
            $"There is no conversation '{state.Key.Conversation}'; open it first.");

    private static Decision Closed(Conversation state, ConversationCommand command) => command is TimePassed
        ? new Decision([], state, new Receipt { Version = state.Version })
        : Deliberation.Refuse(state, RefusalCodes.ConversationClosed,
            $"The conversation '{state.Key.Conversation}' is closed; open a new one.");
}
