using System.Collections.Immutable;

namespace Conversations.Simulation;

/// <summary>A line that a transcript holds, its time counted from the start of the scenario.</summary>
public sealed record ObservedLine
{
    public required TimeSpan At { get; init; }
    public required string Conversation { get; init; }
    public required Participant From { get; init; }
    public required string Text { get; init; }
    public Marks Marks { get; init; }
    public long? Answers { get; init; }

    /// <summary>The role as scenarios write it.</summary>
    public string Who => From.Role.ToString().ToLowerInvariant();

    public static ObservedLine Of(string conversation, Message message, DateTimeOffset start) => new()
    {
        At = message.SentAt - start,
        Conversation = conversation,
        From = message.From,
        Text = message.Text ?? message.StructuredContent ?? message.EventName ?? "",
        Marks = MarksOf(message),
        Answers = message.InReplyTo,
    };

    private static Marks MarksOf(Message message) =>
        (message.Proactive ? Marks.Proactive : 0) | (message.Late ? Marks.Late : 0) | (message.Ignored ? Marks.Ignored : 0)
        | (message.Automatic ? Marks.Automatic : 0) | (message.Audience == Audience.AgentsAndManagers ? Marks.Private : 0);
}

/// <summary>What a conversation was like at a time. Null: not to be seen from where it was observed.</summary>
public sealed record ObservedState
{
    public required bool Open { get; init; }
    public required bool Busy { get; init; }
    public string? Skill { get; init; }
    public required long Turns { get; init; }
    public int? Queued { get; init; }
    public ImmutableArray<(string Kind, TimeSpan Due)> Timers { get; init; } = [];

    public static ObservedState Of(Conversation state, Accounts.Account account, DateTimeOffset start) => new()
    {
        Open = state.IsOpen,
        Busy = state.Busy is not null,
        Skill = state.SkillId,
        Turns = state.LastTurn,
        Queued = state.Queue.Length,
        Timers = [.. Clocks.Timers(state, account).Select(t => (t.Kind, t.DueAt - start))],
    };
}
