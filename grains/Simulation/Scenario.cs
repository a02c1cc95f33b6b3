using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Simulation;

/// <summary>A checked scenario: what happens from outside, how services answer, and what is expected of it. All times count from its start.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }
    /// <summary>The sentences it proves.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];
    public required Account Account { get; init; }
    /// <summary>It may also be played against a server with the demo account, in real time.</summary>
    public bool RealTime { get; init; }
    public required ImmutableArray<ScenarioConversation> Conversations { get; init; }
    /// <summary>How everything outside behaves.</summary>
    public required ScriptedWorld World { get; init; }
    /// <summary>When it starts, for what depends on the day and the hour; null: on a day like any other.</summary>
    public DateTimeOffset? Start { get; init; }
    /// <summary>When it ends; null: when nothing is under way any more.</summary>
    public TimeSpan? Ends { get; init; }
    public ImmutableArray<ScenarioStep> Steps { get; init; } = [];
    /// <summary>Null when nothing is said about what the transcripts hold.</summary>
    public ImmutableArray<ExpectedLine>? TimeLine { get; init; }
    public ImmutableArray<ExpectedState> States { get; init; } = [];
    public ImmutableArray<ExpectedDecision> Decisions { get; init; } = [];

    /// <summary>Where the account works: the zone of its shifts, or of a skill's.</summary>
    public TimeZoneInfo Zone => Account.Skills.Values.Select(s => s.Rules.Hours).Prepend(Account.Rules.Hours)
        .FirstOrDefault(h => !h.Shifts.IsEmpty)?.Zone ?? TimeZoneInfo.Utc;

    public bool ExpectsSomething => TimeLine is not null || !States.IsEmpty || !Decisions.IsEmpty || Steps.Any(s => s.Refused is not null);
}

/// <summary>A conversation that the scenario opens.</summary>
public sealed record ScenarioConversation(string Id, TimeSpan At, OpenConversation Open, string? Refused);

/// <summary>Something that happens from outside.</summary>
public abstract record ScenarioStep
{
    public required TimeSpan At { get; init; }
    /// <summary>The code it must be refused with; null when it must be accepted.</summary>
    public string? Refused { get; init; }
}

/// <summary>Somebody says something in a conversation.</summary>
public sealed record SayStep(string Conversation, PublishMessage Message) : ScenarioStep;

/// <summary>Somebody asks for something else: accepts, transfers, joins, leaves, closes.</summary>
/// <param name="Conversation">Where.</param>
/// <param name="What">In words, for differences.</param>
/// <param name="Command">What is asked.</param>
public sealed record CommandStep(string Conversation, string What, ConversationCommand Command) : ScenarioStep;

public sealed record CloseStep(string Conversation, CloseReason By) : ScenarioStep;

/// <summary>The API call of SEED3. Null stands for a parameter that is left out.</summary>
public sealed record ChatInstanceStep(string? ChatInstanceId, string? Message, string? MessageId) : ScenarioStep;

public sealed record CrashStep : ScenarioStep;

public sealed record RestartStep : ScenarioStep;

/// <summary>The account's files change; what the account is from then on.</summary>
public sealed record ChangeFilesStep(Account Account) : ScenarioStep;

/// <summary>A line that a transcript must hold.</summary>
public sealed record ExpectedLine(TimeSpan At, string Conversation, string Who, string Text, Marks Marks, long? Answers, int Line);

/// <summary>What a conversation must be like at a time, after all that happens at that instant. Null: anything.</summary>
public sealed record ExpectedState
{
    public required TimeSpan At { get; init; }
    public required string Conversation { get; init; }
    public bool? Open { get; init; }
    public bool? Busy { get; init; }
    public string? Skill { get; init; }
    public int? Turns { get; init; }
    public int? Queued { get; init; }
    /// <summary>As <c>kind 2s</c>, earliest first.</summary>
    public ImmutableArray<string>? Timers { get; init; }
    public int Line { get; init; }
}

/// <summary>A decision that must appear in the time line; in virtual time only.</summary>
public sealed record ExpectedDecision(TimeSpan At, string? Conversation, string Text, int Line);

/// <summary>What sets a line apart.</summary>
[Flags]
public enum Marks
{
    None = 0,
    Proactive = 1,
    Late = 2,
    Ignored = 4,
    Automatic = 8,
    Private = 16,
}
