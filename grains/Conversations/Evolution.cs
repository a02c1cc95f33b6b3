using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Webhooks;

namespace Conversations;

/// <summary>How an event changes the state. Total and silent: replay and live path share it.</summary>
public static class Evolution
{
    /// <summary>Under this name the ids of commands of the API are kept among the client message ids.</summary>
    internal const string ApiSender = "$commands";

    public static Conversation Evolve(Conversation state, ConversationEvent happened) =>
        WebhookCursors.Follow(state, Apply(state, happened) with { Version = state.Version + 1 }, happened);

    private static Conversation Apply(Conversation state, ConversationEvent happened) => happened switch
    {
        ConversationOpened e => Open(state, e),
        MessagePublished e => Publish(state, e),
        TurnStarted e => TurnEvolution.Start(state, e),
        EffectStarted e => state with { Effects = state.Effects.Add(e.Effect), LastEffect = state.LastEffect + 1 },
        EffectSettled e => Settle(state, e),
        RunSuspended e => TurnEvolution.Suspend(state, e),
        VariablesSet e => state with { Variables = state.Variables.SetItems(e.Values) },
        TurnDetached e => TurnEvolution.Detach(state, e),
        TurnEnded e => TurnEvolution.End(state, e),
        ActionRefused => state,
        Transferred e => Transfer(state, e),
        ParticipantJoined e => state with { Participants = Without(state, e.Participant.Id).Add(e.Participant) },
        ParticipantLeft e => state with { Participants = Without(state, e.ParticipantId) },
        ConversationClosed e => state with
        {
            State = ConversationState.Close, ClosedAt = e.At, CloseReason = e.By, Queue = [], Latest = null,
            Service = state.Service with { QueuedSince = null, Proposed = null, EffectiveTtr = null },
        },
        AgentAssigned e => LeaveBot(state) with
        {
            Service = ServiceEvolution.Assign(state.Service, e),
            Participants = WithoutServer(state).Add(e.Agent),
        },
        ProposalEnded e => state with
        {
            Service = ServiceEvolution.EndProposal(state.Service, e), Participants = WithoutServer(state),
        },
        ReturnedToQueue e => state with
        {
            Service = ServiceEvolution.Return(state.Service, e), Participants = WithoutServer(state),
        },
        ResponseTimeChanged e => state with { Service = ServiceEvolution.Change(state.Service, e) },
        ConsumerSteppedUp e => StepUp(state, e),
        IdleNoticed e => state with { Service = ServiceEvolution.Notice(state.Service, e) },
        EventRaised e => EventLane.Add(state, e),
        EventHandled => EventLane.Pop(state),
        CommandRefused => state,
        BotAsked e => TurnEvolution.Ask(state, e),
        BotRequestRepeated e => state with { Talk = BotTalkEvolution.Repeat(state.Talk, e) },
        BotHeard e => TurnEvolution.Hear(state, e),
        BotSessionChanged e => state with { Talk = state.Talk with { Session = e.Session } },
        BotTyped e => state with { Talk = state.Talk with { Typed = new Typed(e.At, e.Turn) } },
        BotPaused e => state with { Talk = BotTalkEvolution.Wait(state.Talk, e) },
        BotResumed => state with { Talk = state.Talk with { Pause = null } },
        BotActionTaken => state with { Talk = BotTalkEvolution.Next(state.Talk) },
        BotSilenced e => state with { Talk = BotTalkEvolution.Silence(state.Talk, e) },
        BotEscalated e => TurnEvolution.Escalate(state, e),
        MessagesCombining e => state with { Talk = state.Talk with { CombineUntil = e.Until } },
        CommandsApplied e => state with { Received = state.Received.Add(new(ApiSender, e.CommandId, state.LastSeq)) },
        _ => throw new InvalidOperationException(
            $"The event {happened.GetType().Name} has no rule. Add a line to {nameof(Evolution)}.{nameof(Apply)}."),
    };

    private static Conversation Open(Conversation state, ConversationOpened e)
    {
        ImmutableArray<Participant> participants = [ConsumerOf(e.Consumer)];
        if (e.Bot is not null) participants = participants.Add(new Participant { Id = e.Bot, Role = Role.Bot });
        return state with
        {
            State = ConversationState.Open,
            Consumer = e.Consumer,
            Bot = e.Bot,
            SkillId = e.SkillId,
            Type = e.Type,
            Language = e.Language,
            Preview = e.Preview,
            Sdes = e.Sdes,
            StartEvent = e.Event,
            Variables = e.Variables ?? ImmutableDictionary<string, string>.Empty,
            CreatedAt = e.At,
            Participants = participants,
            Context = e.Context,
            FirstConversation = e.FirstConversation,
            OpenedOffHours = e.OffHours,
            Service = ServiceEvolution.Open(e),
        };
    }

    private static Conversation Publish(Conversation state, MessagePublished e)
    {
        var message = e.Message;
        if (e.ProactiveIndex is { } index && message.Turn is { } turn) return TurnEvolution.SayPlanned(state with { LastSeq = message.Seq }, turn, index);
        var pending = message is { From.Role: Role.Consumer, Ignored: false }
            ? new PendingMessage(message.Seq, message.Text, message.EventName, message.Activity, message.StructuredContent)
            : null;
        // Copied once for everything: each copy of a state counts, there are several in every turn.
        return state with
        {
            LastSeq = message.Seq,
            Service = ServiceEvolution.Say(state.Service, e),
            Received = message.ClientMessageId is { } id ? state.Received.Add(new(message.From.Id, id, message.Seq)) : state.Received,
            Queue = pending is not null && e.Queued ? state.Queue.Add(pending) : state.Queue,
            Latest = pending is not null && !e.Queued ? pending : state.Latest,
            Talk = BotTalkEvolution.Say(state.Talk, e),
        };
    }

    private static Conversation Settle(Conversation state, EffectSettled e)
    {
        var next = state with { Effects = state.Effects.RemoveAll(effect => effect.Key == e.Key) };
        return EventLane.IsHead(state, e.Key) ? EventLane.Pop(next) : e.Refused is null ? TurnEvolution.Settle(next, e) : next;
    }

    private static Conversation Transfer(Conversation state, Transferred e)
    {
        var participants = WithoutServer(state);
        if (e.Bot is { } bot) participants = participants.Add(new Participant { Id = bot, Role = Role.Bot });
        if (e.Proposed is { } proposed) participants = participants.Add(proposed);
        return LeaveBot(state) with
        {
            SkillId = e.SkillId, Bot = e.Bot, Participants = participants, Service = ServiceEvolution.Transfer(state.Service, e),
        };
    }

    private static Conversation LeaveBot(Conversation state) => state with
    {
        Bot = null, Queue = [], Latest = null, Talk = state.Talk.CombineUntil is null ? state.Talk : state.Talk with { CombineUntil = null },
    };

    private static Conversation StepUp(Conversation state, ConsumerSteppedUp e) => state with
    {
        Consumer = e.Consumer,
        Participants = [ConsumerOf(e.Consumer), .. state.Participants.Where(p => p.Role != Role.Consumer && p.Id != e.Consumer.Id)],
    };

    private static Participant ConsumerOf(Consumer consumer) => new() { Id = consumer.Id, Role = Role.Consumer, Name = consumer.Name };

    // Whoever has the conversation, or is to have it: its bot, its agent, the agent whom it is proposed to.
    private static ImmutableArray<Participant> WithoutServer(Conversation state) =>
        state.Participants.RemoveAll(p => p.Role is Role.Bot or Role.AssignedAgent);

    private static ImmutableArray<Participant> Without(Conversation state, string id) =>
        state.Participants.RemoveAll(p => p.Id == id);
}
