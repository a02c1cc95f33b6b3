using System.Collections.Immutable;

namespace Conversations.Simulation;

/// <summary>What brought a decision about.</summary>
public enum Occasion
{
    Unspecified = 0,
    /// <summary>Somebody outside told the conversation something.</summary>
    Command = 1,
    /// <summary>A timer was due.</summary>
    Timer = 2,
    /// <summary>An effect's outcome came back.</summary>
    Result = 3,
    /// <summary>Another conversation sent a message here.</summary>
    Delivery = 4,
    /// <summary>The process died; its timers and calls died with it.</summary>
    Crash = 5,
    /// <summary>The process came back with what the journal holds.</summary>
    Restart = 6,
    /// <summary>A pending effect was started again under its key.</summary>
    Repeat = 7,
    /// <summary>The account's files changed.</summary>
    FilesChanged = 8,
}

/// <summary>One thing that happened in a simulation, and what the rules made of it.</summary>
public sealed record Moment
{
    public required DateTimeOffset At { get; init; }
    public required Occasion Occasion { get; init; }
    /// <summary>Null for what concerns the whole process.</summary>
    public string? Conversation { get; init; }
    /// <summary>What was told; null where nothing was.</summary>
    public ConversationCommand? Command { get; init; }
    public ImmutableArray<ConversationEvent> Events { get; init; } = [];
    public Receipt? Receipt { get; init; }
    public Conversation? Before { get; init; }
    public Conversation? After { get; init; }
    /// <summary>The account as it was then, whose rules timers follow from; null where it is not known.</summary>
    public Accounts.Account? Account { get; init; }
    /// <summary>The effect that was started again.</summary>
    public Effect? Effect { get; init; }
}
