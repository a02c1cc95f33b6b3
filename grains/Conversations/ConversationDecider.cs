using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.EventRouting;

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
            OpenConversation open => Opening.Decide(state, open, account, now),
            SettleEffect settle => Settle(state, settle, account, now),
            _ when state.State == ConversationState.Unspecified => NotOpened(state, command),
            HearBot hear => Hearing.Decide(state, hear, account, now),
            RepeatBotRequest repeat => Asking.Repeat(state, repeat, account, now),
            PublishMessage publish => Publishing.Decide(state, publish, account, now),
            CloseConversation close => Close(state, close, account, now),
            _ when !state.IsOpen => Closed(state, command),
            AddParticipant join => Participation.Join(state, join, account, now),
            RemoveParticipant leave => Participation.Leave(state, leave, account, now),
            StepUpConsumer stepUp => Participation.StepUp(state, stepUp, account, now),
            AssignAgent assign => Assigning.Assign(state, assign, account, now),
            ReturnToQueue => Assigning.Return(state, account, now),
            ChangeTtr change => ResponseTimeRules.Change(state, change, account, now),
            ApplyCommands apply => CommandRules.Apply(state, apply, account, now),
            NoteTyping => Combining.Note(state, account, now),
            TimePassed => Tick(state, account, now),
            _ => throw new InvalidOperationException(
                $"{command.GetType().Name} has no rule. Add a line to {nameof(ConversationDecider)}.{nameof(Decide)}."),
        };

    private static Decision Settle(Conversation state, SettleEffect settle, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        if (state.Effects.FirstOrDefault(e => e.Key == settle.Key) is not { } effect) return d.Done(repeated: true);
        // The turn may have run out of time before its answer came; a proactive message may not: it would follow at once.
        if (effect is BotRequest) Hearing.TimeFirst(d);
        else Clocks.DetachOverdue(d);
        switch (effect)
        {
            case EventNotice notice:
                AnswerRules.Apply(d, notice, settle);
                break;
            case QueueNotice or AgentRelease or AgentProposal or BotRelease or WebhookDelivery:
                d.Raise(new EffectSettled { At = now, Key = settle.Key, Outcome = settle.Outcome });
                if (effect is AgentProposal proposal && !settle.Outcome.Succeeded) Decline(d, proposal);
                break;
            case BotRequest request:
                Settling.Settle(d, request, settle);
                break;
            case InvokeFunction call:
                Settling.Invoked(d, call, settle);
                break;
            default:
                Turns.Resume(d, settle);
                break;
        }
        Clocks.Advance(d);
        return d.Done();
    }

    // It may have been accepted, taken back or proposed to another meanwhile.
    private static void Decline(Deliberation d, AgentProposal proposal)
    {
        if (d.State.Service.Proposed?.AgentId == proposal.AgentId) Assigning.EndProposal(d, "unavailable");
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
        // TIMEOUT is what the automatic close writes, and what a consumer's next conversation goes by: nobody else may claim it.
        if (close.By is not (CloseReason.Agent or CloseReason.Consumer or CloseReason.System))
        {
            return Deliberation.Refuse(state, RefusalCodes.InvalidField, "'by' is not who can close a conversation; give AGENT, CONSUMER or SYSTEM.");
        }
        Clocks.Advance(d);
        if (d.State.IsOpen) Closing.Do(d, close.By);
        return d.Done();
    }

    // A tick may come to a conversation that was never opened: a wake-up that was meant for one that failed to open.
    private static Decision NotOpened(Conversation state, ConversationCommand command) => command is TimePassed
        ? new Decision([], state, new Receipt())
        : Deliberation.Refuse(state, RefusalCodes.UnknownConversation,
            $"There is no conversation '{state.Key.Conversation}'; open it first.");

    /// <summary>Refuses: the conversation is closed, or has just closed by itself.</summary>
    internal static Decision Closed(Conversation state, ConversationCommand command) => command is TimePassed
        ? new Decision([], state, new Receipt { Version = state.Version })
        : Deliberation.Refuse(state, RefusalCodes.ConversationClosed,
            $"The conversation '{state.Key.Conversation}' is closed; open a new one.");
}
