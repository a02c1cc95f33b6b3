namespace Conversations.AutomaticMessages;

/// <summary>A text that the service says by itself when something happens. Source: SEED2.</summary>
public sealed record AutomaticMessage
{
    public required LocalizedText Text { get; init; }
    /// <summary>Functions are invoked whatever this says (SEED2). Default true.</summary>
    public bool Enabled { get; init; } = true;
}

/// <summary>Which automatic message; in account.yaml by its name in camelCase.</summary>
public enum AutomaticMessageKind
{
    FirstTimeWelcome = 1,
    Welcome = 2,
    FirstTimeOffHoursWelcome = 3,
    OffHoursWelcome = 4,
    OffHoursMidConversation = 5,
    ManualResponseTime = 6,
    MarkedUrgent = 7,
    NoLongerUrgent = 8,
    ConsumerNonResponsive = 9,
    AgentNonResponsive = 10,
    WaitingInQueue = 11,
    Transferred = 12,
    ReturnedToQueue = 13,
    AgentAccepts = 14,
    AgentJoined = 15,
    AgentLeft = 16,
}
