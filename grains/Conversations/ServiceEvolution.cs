using System.Collections.Immutable;

namespace Conversations;

/// <summary>How events change who serves a conversation. Part of <see cref="Evolution"/>.</summary>
internal static class ServiceEvolution
{
    public static Service Open(ConversationOpened e) => Service.None with
    {
        QueuedSince = e.SkillId is not null && e.Bot is null ? e.At : null,
        Ttr = e.Ttr ?? Ttr.Normal,
        EffectiveTtr = e.EffectiveTtr,
    };

    /// <summary>Automatic and proactive messages change nobody's turn (SEED2); a private note answers nobody.</summary>
    public static Service Say(Service service, MessagePublished e) => e.Message switch
    {
        { Automatic: true } or { Proactive: true } or { EventName: not null } => service,
        { From.Role: Role.Consumer } => service with
        {
            LastComposer = Role.Consumer,
            LastMessageAt = e.At,
            LastConsumerAt = e.At,
            UnansweredSince = service.UnansweredSince ?? e.At,
            EffectiveTtr = e.EffectiveTtr ?? service.EffectiveTtr,
            ConsumerIdle = default,
            Movers = [],
        },
        { From.Role: Role.Agent or Role.AssignedAgent or Role.Manager or Role.Bot, Audience: Audience.All } => service with
        {
            LastComposer = e.Message.From.Role,
            LastMessageAt = e.At,
            LastAgentAt = e.At,
            UnansweredSince = null,
            EffectiveTtr = null,
            ManualUntil = null,
            AgentIdle = default,
            ConsumerIdle = default,
            Movers = e.Message.From.Role == Role.Bot ? service.Movers : [],
        },
        _ => service,
    };

    public static Service Transfer(Service service, Transferred e) => Unassign(service) with
    {
        Proposed = e is { Proposed: { } agent, ProposedUntil: { } until } ? new Proposal(agent.Id, until) : null,
        QueuedSince = e.Bot is null && e.Proposed is null ? e.At : null,
        Ttr = e.Ttr ?? service.Ttr,
        EffectiveTtr = e.EffectiveTtr ?? service.EffectiveTtr,
        Movers = e.ByFunction is { } function ? service.Movers.Add(function) : service.Movers,
    };

    public static Service Assign(Service service, AgentAssigned e) => Unassign(service) with
    {
        AgentId = e.Agent.Id, AssignedAt = e.At,
    };

    public static Service EndProposal(Service service, ProposalEnded e) => Unassign(service) with { QueuedSince = e.At };

    public static Service Return(Service service, ReturnedToQueue e) => Unassign(service) with
    {
        QueuedSince = e.At, BackToQueueAt = e.At, EffectiveTtr = e.EffectiveTtr ?? service.EffectiveTtr,
    };

    public static Service Change(Service service, ResponseTimeChanged e) => service with
    {
        Ttr = e.Ttr, EffectiveTtr = e.EffectiveTtr, ManualUntil = e.Ttr.TtrType == TtrType.Custom ? e.EffectiveTtr : null,
    };

    public static Service Notice(Service service, IdleNoticed e)
    {
        var mark = new IdleMark(service.MarkOf(e.Clock).Count + 1, e.At);
        return e.Clock switch
        {
            IdleClock.Agent => service with { AgentIdle = mark },
            IdleClock.Consumer => service with { ConsumerIdle = mark },
            _ => service with { QueueIdle = mark },
        };
    }

    // Each change of hands starts the clocks of queue and agent anew; the consumer's goes on (a transfer does not reset it).
    private static Service Unassign(Service service) => service with
    {
        AgentId = null, Proposed = null, QueuedSince = null, Epoch = service.Epoch + 1, AgentIdle = default, QueueIdle = default,
    };
}
