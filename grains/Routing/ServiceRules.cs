using System.Collections.Immutable;
using Conversations.AutomaticMessages;

namespace Conversations.Routing;

/// <summary>How conversations are served: for the account, or for a skill with what it says differently.</summary>
public sealed record ServiceRules
{
    public static ServiceRules Default { get; } = new();

    public WorkingHours Hours { get; init; } = WorkingHours.Always;
    public ResponseTimes ResponseTimes { get; init; } = new();
    /// <summary>Closed in silence when the consumer has been expected to answer for so long: 25 minutes to 90 days. Null: never.</summary>
    public TimeSpan? AutoClose { get; init; }
    /// <summary>Whether auto-close raises SYSTEM_END_CONVERSATION (the field's documents contradict each other). Default true.</summary>
    public bool AutoCloseRaisesEnd { get; init; } = true;
    /// <summary>How long a proposed agent has to accept before the skill's queue gets the conversation. Default 72 s.</summary>
    public TimeSpan ProposalTime { get; init; } = TimeSpan.FromSeconds(72);
    /// <summary>Null: this clock does not run.</summary>
    public IdleTimer? AgentIdle { get; init; }
    public IdleTimer? ConsumerIdle { get; init; }
    /// <summary>Waiting in queue.</summary>
    public IdleTimer? QueueIdle { get; init; }
    /// <summary>Whether the consumer's idle clock runs while no agent is assigned (the field's documents contradict each other). Default true.</summary>
    public bool ConsumerIdleWhileUnassigned { get; init; } = true;
    /// <summary>Empty: the feature is off.</summary>
    public ImmutableDictionary<AutomaticMessageKind, AutomaticMessage> Messages { get; init; } =
        ImmutableDictionary<AutomaticMessageKind, AutomaticMessage>.Empty;
}

/// <summary>How long agents may take to answer; deadlines are made of these.</summary>
public sealed record ResponseTimes
{
    /// <summary>Default 1 hour.</summary>
    public TimeSpan Normal { get; init; } = TimeSpan.FromHours(1);
    /// <summary>Default 5 minutes.</summary>
    public TimeSpan Urgent { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Default 30 minutes.</summary>
    public TimeSpan Prioritized { get; init; } = TimeSpan.FromMinutes(30);
    /// <summary>For the whole first conversation of a consumer; null: as any other.</summary>
    public TimeSpan? FirstTime { get; init; }
}

/// <summary>An idle clock, in the units it was written in: payloads show them.</summary>
/// <param name="Time">15 seconds at least.</param>
/// <param name="Units"><c>seconds</c>, <c>minutes</c> or <c>hours</c>.</param>
/// <param name="Repeat">How often the event may come again while nothing changes: 0 to 100.</param>
public sealed record IdleTimer(int Time, string Units, int Repeat = 0)
{
    public TimeSpan Span => Units switch
    {
        "seconds" => TimeSpan.FromSeconds(Time),
        "hours" => TimeSpan.FromHours(Time),
        _ => TimeSpan.FromMinutes(Time),
    };
}
