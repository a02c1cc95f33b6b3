using Conversations.Accounts;

namespace Conversations.Bots;

/// <summary>Talks to third-party bots in one of the two ways.</summary>
public interface IBotConnector
{
    BotConnectorKind Kind { get; }

    /// <summary>Sends a request once. A failure is an answer, not an exception.</summary>
    /// <remarks>
    /// What the bot says reaches the conversation by <see cref="BotAttempt.Answer"/>, or as <see cref="HearBot"/> at any time.
    /// </remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled, or the server is stopping: the request stays promised.</exception>
    Task<BotAttempt> Send(BotCall call, CancellationToken cancellation);
}

/// <summary>A request to a bot, with all that a connector needs to send it.</summary>
public sealed record BotCall
{
    public required ConversationKey Conversation { get; init; }
    public required Account Account { get; init; }
    public required Bot Bot { get; init; }
    public required BotRequest Request { get; init; }
    public required BotFacts Facts { get; init; }
    /// <summary>How long this try may take.</summary>
    public required TimeSpan Timeout { get; init; }
    /// <summary>It may have been sent before, with whatever result.</summary>
    public bool IsRepeat { get; init; }
    /// <summary>The status that the try before this one came back with; null when there was none, or when nobody knows.</summary>
    public int? StatusBefore { get; init; }
}

/// <summary>What came of one try.</summary>
public sealed record BotAttempt
{
    /// <summary>Null when the bot took the request; else a word of <see cref="BotFaults"/>.</summary>
    public string? Fault { get; init; }
    /// <summary>A sentence for the operator; null when there is no fault.</summary>
    public string? Detail { get; init; }
    public int? Status { get; init; }
    /// <summary>The same request may do better when it is sent again.</summary>
    public bool IsWorthRepeating { get; init; }
    /// <summary>How long the bot asks to be left alone before it is tried again; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
    /// <summary>The answer, when it came with this try and was not told to the conversation already.</summary>
    public BotAnswer? Answer { get; init; }
}
