using System.Collections.Immutable;

namespace Conversations.Bots;

/// <summary>What is between a conversation and its third-party bot. All of it follows from events.</summary>
public sealed record BotTalk
{
    public static BotTalk None { get; } = new();

    /// <summary>Requests and what was heard to them: the running ones and the last few, oldest first.</summary>
    public ImmutableArray<Exchange> Exchanges { get; init; } = [];
    /// <summary>What the bot has said and what is still to be shown or carried out, in its order: the conversation's one queue.</summary>
    public ImmutableArray<Utterance> Pending { get; init; } = [];
    /// <summary>The wait that the queue is in; null when it is in none.</summary>
    public Pause? Pause { get; init; }
    /// <summary>When it last said a line; null when it has said none.</summary>
    public DateTimeOffset? SaidAt { get; init; }
    /// <summary>When it last said that it types, with nothing said since; null when it has not.</summary>
    public Typed? Typed { get; init; }
    /// <summary>How many activities the bot has sent.</summary>
    public long Heard { get; init; }
    /// <summary>The last of what it said unasked.</summary>
    public ImmutableArray<HeardActivity> Unasked { get; init; } = [];
    /// <summary>How often it spoke unasked since the consumer's last line.</summary>
    public int UnaskedSinceLine { get; init; }
    public BotSession? Session { get; init; }
    /// <summary>The bots that were ever asked. Of others nothing is heard.</summary>
    public ImmutableArray<string> Bots { get; init; } = [];
    /// <summary>Until when messages are collected for the bot; null when they are not.</summary>
    public DateTimeOffset? CombineUntil { get; init; }
}

/// <summary>A request, and what was heard to it.</summary>
public sealed record Exchange
{
    public required long Turn { get; init; }
    public required string ActivityId { get; init; }
    public required BotRequestKind Kind { get; init; }
    /// <summary>The consumer's line that it is about; null for a welcome.</summary>
    public long? MessageSeq { get; init; }
    public ExchangeState State { get; init; }
    /// <summary>How often the request was sent; from 2 on, equal answers count once.</summary>
    public int Tries { get; init; } = 1;
    /// <summary>Something of what was heard could be carried out.</summary>
    public bool IsAnswered { get; init; }
    public ImmutableArray<HeardActivity> Heard { get; init; } = [];
}

/// <summary>How far a request is.</summary>
public enum ExchangeState
{
    /// <summary>It is being sent.</summary>
    Asked = 0,
    /// <summary>The bot took it.</summary>
    Taken = 1,
    /// <summary>The bot's answer is complete.</summary>
    Ended = 2,
    /// <summary>It failed, or its time was over, or the bot lost the conversation.</summary>
    Failed = 3,
}

/// <summary>An activity that was heard, so that it is known when it comes again.</summary>
public readonly record struct HeardActivity(long Number, string? ActivityId, string Fingerprint);

/// <summary>Something that a bot said and that is still to be shown or carried out.</summary>
/// <remarks><paramref name="IsDecided"/>: an escalation that has been recorded already and now has its place in the queue.</remarks>
public sealed record Utterance(long? Turn, BotAction Action, bool Late, bool IsDecided = false);

/// <summary>The bot said that it types, in the running turn or else in none.</summary>
public sealed record Typed(DateTimeOffset At, long? Turn);

/// <summary>The bot waits before it goes on.</summary>
public sealed record Pause(DateTimeOffset Until, bool Typing, long? Turn);
