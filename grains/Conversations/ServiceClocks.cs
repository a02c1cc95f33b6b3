using System.Collections.Immutable;
using Conversations.AutomaticMessages;
using Conversations.EventRouting;
using Conversations.Routing;
using static Conversations.ConversationEventType;

namespace Conversations;

/// <summary>The clocks of a conversation that people serve: who is silent for long, who does not accept, when it closes by itself.</summary>
internal static class ServiceClocks
{
    private static readonly ImmutableArray<ServiceClockKind> Kinds = [.. Enum.GetValues<ServiceClockKind>().Where(k => k != ServiceClockKind.Unspecified)];

    /// <summary>The clock that rings next; null when none runs.</summary>
    public static ServiceClock? Next(Conversation state, ServiceRules rules)
    {
        ServiceClock? next = null;
        foreach (var kind in Kinds)
        {
            if (DueAt(state, rules, kind) is { } due && !(next?.DueAt <= due)) next = new(kind, due);
        }
        return next;
    }

    /// <summary>Every clock that runs.</summary>
    public static IEnumerable<ServiceClock> Running(Conversation state, ServiceRules rules) =>
        from kind in Kinds
        let due = DueAt(state, rules, kind)
        where due is not null
        select new ServiceClock(kind, due.Value);

    /// <summary>Lets a clock ring.</summary>
    public static void Ring(Deliberation d, ServiceClockKind kind)
    {
        switch (kind)
        {
            case ServiceClockKind.Proposal:
                Assigning.EndProposal(d, "expired");
                break;
            case ServiceClockKind.AgentIdle:
                Notice(d, IdleClock.Agent, AgentNonResponsive, AutomaticMessageKind.AgentNonResponsive);
                break;
            case ServiceClockKind.ConsumerIdle:
                Notice(d, IdleClock.Consumer, ConsumerNonResponsive, AutomaticMessageKind.ConsumerNonResponsive);
                break;
            case ServiceClockKind.QueueIdle:
                Notice(d, IdleClock.Queue, ConvAwaitingInQueue, AutomaticMessageKind.WaitingInQueue);
                break;
            case ServiceClockKind.AutoClose:
                Closing.Do(d, CloseReason.Timeout);
                break;
        }
    }

    private static DateTimeOffset? DueAt(Conversation state, ServiceRules rules, ServiceClockKind kind) => kind switch
    {
        ServiceClockKind.Proposal => state.Service.Proposed?.Until,
        ServiceClockKind.AgentIdle => AgentIdle(state.Service, rules),
        ServiceClockKind.ConsumerIdle => ConsumerIdle(state.Service, rules),
        ServiceClockKind.QueueIdle => QueueIdle(state.Service, rules),
        _ => AutoClose(state, rules),
    };

    // From the assignment when the agent has said nothing since, else from the first line that waits for an answer; in working time.
    private static DateTimeOffset? AgentIdle(Service service, ServiceRules rules)
    {
        if (rules.AgentIdle is not { } timer || service.AgentId is null) return null;
        var start = service.LastAgentAt >= service.AssignedAt ? service.UnansweredSince : service.AssignedAt;
        return InWorkingTime(rules, timer, service.AgentIdle, start);
    }

    private static DateTimeOffset? QueueIdle(Service service, ServiceRules rules) =>
        rules.QueueIdle is { } timer ? InWorkingTime(rules, timer, service.QueueIdle, service.QueuedSince) : null;

    // Day and night: consumers have no shifts.
    private static DateTimeOffset? ConsumerIdle(Service service, ServiceRules rules)
    {
        if (rules.ConsumerIdle is not { } timer || service.UnansweredSince is not null) return null;
        if (service.AgentId is null && !rules.ConsumerIdleWhileUnassigned) return null;
        return Start(timer, service.ConsumerIdle, service.LastAgentAt) + timer.Span;
    }

    // Only while the consumer is expected to answer, which is also so when nobody has ever written: then from the answer that was
    // promised on opening. Not when an agent set a time by hand.
    private static DateTimeOffset? AutoClose(Conversation state, ServiceRules rules)
    {
        var service = state.Service;
        if (rules.AutoClose is not { } after || service.UnansweredSince is not null || service.ManualUntil is not null) return null;
        var since = service.LastAgentAt ?? service.EffectiveTtr ?? state.CreatedAt;
        return (service.BackToQueueAt > since ? service.BackToQueueAt : since) + after;
    }

    private static DateTimeOffset? InWorkingTime(ServiceRules rules, IdleTimer timer, IdleMark mark, DateTimeOffset? start) =>
        Start(timer, mark, start) is { } from ? rules.Hours.After(from, timer.Span) : null;

    private static DateTimeOffset? Start(IdleTimer timer, IdleMark mark, DateTimeOffset? start) =>
        start is null || mark.Count > timer.Repeat ? null : mark.Count == 0 ? start : mark.At;

    private static void Notice(Deliberation d, IdleClock clock, ConversationEventType type, AutomaticMessageKind kind)
    {
        d.Raise(new IdleNoticed { At = d.Now, Clock = clock });
        EventLane.Raise(d, type, kind, new IdleGroup());
    }
}

/// <summary>A clock and when it rings.</summary>
internal readonly record struct ServiceClock(ServiceClockKind Kind, DateTimeOffset DueAt);

/// <summary>In the order in which they ring at one instant; in camelCase the kind of a timer.</summary>
internal enum ServiceClockKind
{
    Unspecified = 0,
    Proposal = 1,
    AgentIdle = 2,
    ConsumerIdle = 3,
    QueueIdle = 4,
    AutoClose = 5,
}
