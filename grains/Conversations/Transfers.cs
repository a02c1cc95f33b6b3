using Conversations.AutomaticMessages;
using Conversations.EventRouting;

namespace Conversations;

/// <summary>How a conversation goes to another skill, or is proposed to an agent.</summary>
internal static class Transfers
{
    /// <summary>What forbids it; null when nothing does.</summary>
    public static Refusal? Fault(Deliberation d, string? skillId, string? agentId)
    {
        if (skillId is null && agentId is null)
        {
            return OpeningCheck.Refusal(RefusalCodes.MissingField, "A transfer needs 'skillId' or 'agentId'.");
        }
        if (skillId is not null && !d.Account.Skills.ContainsKey(skillId))
        {
            return OpeningCheck.Refusal(RefusalCodes.UnknownSkill, $"There is no skill '{skillId}'.");
        }
        // Together with a skill the agent is a proposal: who is unknown just isn't asked.
        if (skillId is null && !d.Account.Agents.ContainsKey(agentId!))
        {
            return OpeningCheck.Refusal(RefusalCodes.UnknownAgent, $"There is no agent '{agentId}'.");
        }
        return (skillId ?? SkillFor(d, agentId!)) is null
            ? OpeningCheck.Refusal(RefusalCodes.UnknownSkill, $"Neither the conversation nor the agent '{agentId}' has a skill to fall back to; give 'skillId'.")
            : null;
    }

    /// <summary>Does it; <see cref="Fault"/> has found nothing.</summary>
    public static void Do(Deliberation d, string? skillId, string? agentId, string? byFunction = null)
    {
        var (from, holder) = (d.State.SkillId, Assigning.HolderOf(d.State));
        var target = skillId ?? SkillFor(d, agentId!)!;
        var proposed = agentId is not null && d.Account.Agents.ContainsKey(agentId)
            ? Assigning.ParticipantOf(d.Account, agentId, ParticipantState.Suggested)
            : null;
        Turns.EndAll(d, TurnOutcome.Transferred);
        d.Raise(Transferred(d, target, proposed, byFunction));
        if (holder is not null && holder != proposed?.Id) Assigning.ReleaseAgent(d, holder);
        if (proposed is not null) Propose(d, proposed.Id);
        else if (d.State.Bot is null) Assigning.TellQueue(d);
        EventLane.Raise(d, ConversationEventType.EngagementTransfered, AutomaticMessageKind.Transferred, new RoutingGroup(from, target));
        Turns.GreetAfterTransfer(d);
    }

    private static Transferred Transferred(Deliberation d, string target, Participant? proposed, string? byFunction)
    {
        var rules = d.Account.RulesOf(target);
        var ttr = d.State.Service.Ttr is { TtrType: TtrType.Custom } custom
            ? custom
            : Deadlines.Of(rules, d.State.Service.Ttr.TtrType, d.State.FirstConversation);
        return new Transferred
        {
            At = d.Now,
            SkillId = target,
            Bot = proposed is null ? d.Account.Skills.GetValueOrDefault(target)?.Bot : null,
            Proposed = proposed,
            ProposedUntil = proposed is null ? null : d.Now + rules.ProposalTime,
            Ttr = ttr,
            // Whoever waits goes on waiting for the same deadline; else one begins, for an agent is to look at it.
            EffectiveTtr = d.State.Service.EffectiveTtr ?? (rules.Hours.NextOpen(d.Now) ?? d.Now) + TimeSpan.FromSeconds(ttr.Value),
            ByFunction = byFunction,
        };
    }

    private static void Propose(Deliberation d, string agent) => d.Raise(new EffectStarted
    {
        At = d.Now, Effect = new AgentProposal { Key = d.NextEffectKey, StartedAt = d.Now, AgentId = agent },
    });

    // To an agent alone: the skill stays when the agent has it.
    private static string? SkillFor(Deliberation d, string agentId)
    {
        var skills = d.Account.Agents[agentId].Skills;
        return d.State.SkillId is { } skill && (skills.Contains(skill) || skills.IsEmpty) ? skill : skills.FirstOrDefault() ?? d.State.SkillId;
    }
}
