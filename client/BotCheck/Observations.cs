using System.Collections.Immutable;

namespace Conversations.Cli.BotCheck;

/// <summary>All that was seen of a bot, in the order of time. Times count from the start of the check.</summary>
internal sealed record Observations
{
    public required CheckSettings Settings { get; init; }
    /// <summary>Where the bot was told to answer to.</summary>
    public required string ServiceUrl { get; init; }
    public ImmutableArray<SentRequest> Requests { get; init; } = [];
    public ImmutableArray<SeenActivity> Activities { get; init; } = [];
    public ImmutableArray<StrayCall> Strays { get; init; } = [];
    /// <summary>How many activities came besides, when they were too many to keep.</summary>
    public int Uncounted { get; init; }
}

/// <summary>Why a request is sent.</summary>
internal enum Purpose
{
    /// <summary>A conversation began.</summary>
    Start,
    /// <summary>The consumer says something and waits for the answer.</summary>
    Message,
    /// <summary>The first message once more, under the same activity id.</summary>
    Repeat,
    /// <summary>One of several messages without a wait between them.</summary>
    Burst,
    /// <summary>An event that no bot knows.</summary>
    Event,
    /// <summary>Whether the bot can answer in the HTTP response.</summary>
    ExpectReplies,
}

/// <summary>A request to the bot, and what became of it.</summary>
internal sealed record SentRequest
{
    public required Purpose Purpose { get; init; }
    public required string ActivityId { get; init; }
    /// <summary>What it says, or what it is.</summary>
    public required string Text { get; init; }
    public required TimeSpan SentAt { get; init; }
    public bool ExpectReplies { get; init; }
    public int? Status { get; init; }
    /// <summary>When the head of the response was there.</summary>
    public TimeSpan? StatusAt { get; init; }
    /// <summary>When the response was complete, or given up.</summary>
    public TimeSpan? EndedAt { get; init; }
    public RequestFault Fault { get; init; }
    /// <summary>What the fault was; for a redirect, where it leads.</summary>
    public string? Detail { get; init; }
    /// <summary>The response held <c>activities</c>.</summary>
    public bool HeldActivities { get; init; }

    public bool IsTaken => Fault == RequestFault.None && Status is >= 200 and < 300;

    /// <summary>Whether it was on its way then.</summary>
    public bool WasRunning(TimeSpan at) => SentAt <= at && (EndedAt is null || at <= EndedAt);
}

/// <summary>How the HTTP exchange itself went wrong.</summary>
internal enum RequestFault
{
    None,
    /// <summary>No connection.</summary>
    Unreachable,
    /// <summary>The connection ended without a response.</summary>
    Lost,
    /// <summary>The connection ended inside of the response.</summary>
    HalfBody,
    /// <summary>The response was not complete within the bot's time.</summary>
    TimedOut,
    /// <summary>The response was larger than the limit.</summary>
    TooLarge,
}

/// <summary>Something that came to where the bot answers to, and that is no activity.</summary>
/// <param name="At">When.</param>
/// <param name="Call">Method and path.</param>
/// <param name="Kind">What was the matter.</param>
internal sealed record StrayCall(TimeSpan At, string Call, StrayKind Kind);

internal enum StrayKind
{
    /// <summary>A route that a channel does not have.</summary>
    UnknownRoute,
    /// <summary>It left out the path of the <c>serviceUrl</c>.</summary>
    OutsideServiceUrl,
    /// <summary>A conversation's id that nobody gave the bot.</summary>
    UnknownConversation,
    /// <summary>A body above the limit.</summary>
    TooLarge,
    /// <summary>An update or deletion of what was said.</summary>
    Change,
}
