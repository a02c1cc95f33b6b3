using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Conversations.Bots;
using Conversations.Webhooks;

namespace Conversations;

/// <summary>What a conversation is: the fold of its events, and nothing that is not in them.</summary>
public sealed record Conversation
{
    /// <summary>Raise it whenever the shape or the meaning of this record changes: snapshots of another format are not read.</summary>
    public const int CurrentFormat = 4;

    [JsonPropertyOrder(-1)]
    public int Format { get; init; } = CurrentFormat;

    public required ConversationKey Key { get; init; }
    /// <summary>How many events made this state.</summary>
    public long Version { get; init; }
    public ConversationState State { get; init; }
    public Consumer? Consumer { get; init; }
    /// <summary>The bot that has the conversation; null when none has.</summary>
    public string? Bot { get; init; }
    public string? SkillId { get; init; }
    public ConversationType Type { get; init; }
    public string? Language { get; init; }
    public bool Preview { get; init; }
    public string? Sdes { get; init; }
    public string? StartEvent { get; init; }
    public EngagementContext? Context { get; init; }
    public bool FirstConversation { get; init; }
    public bool OpenedOffHours { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public CloseReason CloseReason { get; init; }

    public ImmutableArray<Participant> Participants { get; init; } = [];
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    public long LastSeq { get; init; }
    /// <summary>What the consumer said last, for the turn that answers it.</summary>
    public PendingMessage? Latest { get; init; }
    /// <summary>Consumer messages that wait for the running turn to end.</summary>
    public ImmutableArray<PendingMessage> Queue { get; init; } = [];
    public ReceivedIds Received { get; init; } = ReceivedIds.None;

    public long LastTurn { get; init; }
    public long LastEffect { get; init; }
    /// <summary>The turn that keeps the bot busy; null when it is free.</summary>
    public BusyTurn? Busy { get; init; }
    /// <summary>Every turn whose work is not done: the busy one and the detached ones.</summary>
    public ImmutableArray<Run> Runs { get; init; } = [];
    /// <summary>What is between it and a third-party bot.</summary>
    public BotTalk Talk { get; init; } = BotTalk.None;
    /// <summary>Who serves it, and how long who has been waiting for whom.</summary>
    public Service Service { get; init; } = Service.None;
    /// <summary>Events that are dealt with one after the other; functions are being asked about the first.</summary>
    public ImmutableArray<PendingEvent> Lane { get; init; } = [];
    /// <summary>Work outside that is promised and not settled. It outlives its turn.</summary>
    public ImmutableArray<Effect> Effects { get; init; } = [];

    /// <summary>How far each webhook has been told of this conversation.</summary>
    public ImmutableArray<WebhookCursor> Webhooks { get; init; } = [];

    public static Conversation None(ConversationKey key) => new() { Key = key, Format = CurrentFormat };

    public bool IsOpen => State == ConversationState.Open;

    public Run? RunOf(long turn)
    {
        foreach (var run in Runs)
        {
            if (run.Turn == turn) return run;
        }
        return null;
    }
}

/// <summary>The turn that keeps the bot busy, and until when at the latest (exclusive).</summary>
public sealed record BusyTurn(long Turn, DateTimeOffset IgnoreUntil, string? Step);

/// <summary>A consumer message on its way to the bot.</summary>
/// <remarks><paramref name="Activity"/> and <paramref name="StructuredContent"/> are JSON texts, kept for third-party bots.</remarks>
public sealed record PendingMessage(long Seq, string? Text, string? EventName, string? Activity = null, string? StructuredContent = null);

/// <summary>A turn whose work is not done, and how it goes on.</summary>
public sealed record Run
{
    public required long Turn { get; init; }
    /// <summary>The message it answers; null for a welcome.</summary>
    public PendingMessage? Message { get; init; }
    /// <summary>It no longer keeps the bot busy; what it says is late.</summary>
    public bool Detached { get; init; }
    /// <summary>Its own variables: pattern groups and results. They hide the conversation's.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
    public string? EffectKey { get; init; }
    public DateTimeOffset? Until { get; init; }
    /// <summary>A third-party bot's time; null when it has answered, and in a flow.</summary>
    public DateTimeOffset? AnswerBy { get; init; }
    public ImmutableArray<FlowAction> Remaining { get; init; } = [];
    public ImmutableArray<FlowAction> OnSuccess { get; init; } = [];
    public ImmutableArray<FlowAction> OnFailure { get; init; } = [];
    /// <summary>Proactive messages still to be sent, earliest first.</summary>
    public ImmutableArray<PlannedMessage> Planned { get; init; } = [];
    /// <summary>One of its integrations failed.</summary>
    public bool Failed { get; init; }
}
