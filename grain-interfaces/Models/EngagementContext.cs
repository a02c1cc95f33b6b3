using System.Collections.Immutable;

namespace Conversations;

/// <summary>Where a consumer came from, for the payloads of functions. All optional. Source: SEED2 payload details.</summary>
[GenerateSerializer, Immutable, Alias("conversations.engagement-context.v1")]
public sealed record EngagementContext
{
    /// <summary>Of the campaign.</summary>
    [Id(0)] public long? CampaignId { get; init; }
    /// <summary>Of the engagement.</summary>
    [Id(1)] public long? EngagementId { get; init; }
    /// <summary>Of the session; without it the time of opening in epoch ms.</summary>
    [Id(2)] public long? SessionId { get; init; }
    /// <summary>Of the visitor; without it a number made of the consumer's id.</summary>
    [Id(3)] public long? VisitorId { get; init; }
    /// <summary>What the client can do, for example <c>AUTO_MESSAGES</c>; at most 50 of 100 characters.</summary>
    [Id(4)] public ImmutableArray<string> ClientFeatures { get; init; } = [];
    /// <summary>The client's IP address.</summary>
    [Id(5)] public string? ClientIpAddress { get; init; }
}

/// <summary>What was known of a consumer when a conversation was opened.</summary>
[GenerateSerializer, Immutable, Alias("conversations.consumer-history.v1")]
public sealed record ConsumerHistory
{
    /// <summary>There was no conversation before.</summary>
    [Id(0)] public required bool First { get; init; }
    /// <summary>When the one before was closed automatically; null when it was not.</summary>
    [Id(1)] public DateTimeOffset? AutoClosedAt { get; init; }
}
