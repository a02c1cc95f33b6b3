using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.EventRouting;
using static Conversations.ConversationEventType;

namespace Conversations;

/// <summary>How agents get a conversation and give it back. Each change of hands is decided here, so it is never in two.</summary>
internal static class Assigning
{
    public static Decision Assign(Conversation state, AssignAgent assign, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        if (d.State.Service.AgentId == assign.AgentId) return d.Done(repeated: true);
        if (Fault(d, assign) is { } fault) return Deliberation.Refuse(state, fault.Code, fault.Detail);
        Turns.EndAll(d, TurnOutcome.Transferred);
        var before = d.State.Participants;
        var agent = ParticipantOf(account, assign.AgentId, ParticipantState.Active);
        d.Raise(new AgentAssigned { At = now, Agent = agent });
        EventLane.Raise(d, YouAreConnectedTo, AutomaticMessageKind.AgentAccepts, new ParticipantGroup(before, d.State.Participants), agent);
        return d.Done();
    }

    public static Decision Return(Conversation state, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        if (!d.State.IsOpen || HolderOf(d.State) is not { } agent)
        {
            return Deliberation.Refuse(state, RefusalCodes.NotWaiting, "No agent has the conversation, so nobody can give it back.");
        }
        if (d.State.SkillId is null)
        {
            return Deliberation.Refuse(state, RefusalCodes.UnknownSkill, "The conversation has no skill, so there is no queue to give it back to; transfer it to one.");
        }
        if (d.State.Service.Proposed is not null) EndProposal(d, "returned");
        else GiveBack(d, agent);
        return d.Done();
    }

    /// <summary>The agent whom it was proposed to does not get it: it waits in the queue of its skill.</summary>
    public static void EndProposal(Deliberation d, string reason)
    {
        var agent = d.State.Service.Proposed!.AgentId;
        d.Raise(new ProposalEnded { At = d.Now, AgentId = agent, Reason = reason });
        ReleaseAgent(d, agent);
        TellQueue(d);
    }

    /// <summary>The queue of its skill learns that it waits.</summary>
    public static void TellQueue(Deliberation d) => d.Raise(new EffectStarted
    {
        At = d.Now,
        Effect = new QueueNotice
        {
            Key = d.NextEffectKey, StartedAt = d.Now, SkillId = d.State.SkillId!, EffectiveTtr = d.State.Service.EffectiveTtr,
        },
    });

    public static void ReleaseAgent(Deliberation d, string agent) => d.Raise(new EffectStarted
    {
        At = d.Now, Effect = new AgentRelease { Key = d.NextEffectKey, StartedAt = d.Now, AgentId = agent },
    });

    /// <summary>The agent whose room it takes up: who has it, or is to have it.</summary>
    public static string? HolderOf(Conversation state) => state.Service.AgentId ?? state.Service.Proposed?.AgentId;

    public static Participant ParticipantOf(Account account, string agentId, ParticipantState as_) => new()
    {
        Id = agentId, Role = Role.AssignedAgent, Name = account.Agents.GetValueOrDefault(agentId)?.Nickname, State = as_,
    };

    private static void GiveBack(Deliberation d, string agent)
    {
        var before = d.State.Participants;
        d.Raise(new ReturnedToQueue
        {
            At = d.Now, AgentId = agent, EffectiveTtr = d.State.Service.EffectiveTtr ?? Deadlines.From(d, d.State.Service.Ttr),
        });
        ReleaseAgent(d, agent);
        TellQueue(d);
        EventLane.Raise(d, BackToQueue, AutomaticMessageKind.ReturnedToQueue, new ParticipantGroup(before, d.State.Participants));
    }

    private static Refusal? Fault(Deliberation d, AssignAgent assign)
    {
        var (state, service) = (d.State, d.State.Service);
        if (!state.IsOpen)
        {
            return OpeningCheck.Refusal(RefusalCodes.ConversationClosed, $"The conversation '{state.Key.Conversation}' is closed; open a new one.");
        }
        if (!d.Account.Agents.ContainsKey(assign.AgentId))
        {
            return OpeningCheck.Refusal(RefusalCodes.UnknownAgent, $"There is no agent '{assign.AgentId}'; add them to 'agents' in account.yaml.");
        }
        if (HolderOf(state) is { } holder && holder != assign.AgentId)
        {
            return OpeningCheck.Refusal(RefusalCodes.AlreadyAssigned, $"'{holder}' has the conversation, or is asked to take it; it has to be transferred.");
        }
        if (assign.ReservedUntil <= d.Now)
        {
            return OpeningCheck.Refusal(RefusalCodes.AgentUnavailable, $"The room that '{assign.AgentId}' kept for it is given up; try again.");
        }
        return assign.FromQueue is { } skill && (service.QueuedSince is null || state.SkillId != skill)
            ? OpeningCheck.Refusal(RefusalCodes.NotWaiting, $"The conversation does not wait in the queue of '{skill}'.")
            : null;
    }
}
