using Conversations.Silo.Http.Bodies;

namespace Conversations.Silo.Http.V1;

/// <summary>The body of <c>POST conversations</c>.</summary>
internal sealed record OpenConversationRequest
{
    public ConsumerBody? Consumer { get; init; }
    public string? SkillId { get; init; }
    public string? Bot { get; init; }
    public ConversationType? Type { get; init; }
    public string? Language { get; init; }
    public bool? Preview { get; init; }
    public RawJson? Sdes { get; init; }
    public RawJson? Event { get; init; }
    public EngagementBody? Context { get; init; }
}

/// <summary>Where a consumer came from. Source: SEED2 payload details.</summary>
internal sealed record EngagementBody
{
    public long? CampaignId { get; init; }
    public long? EngagementId { get; init; }
    public long? SessionId { get; init; }
    public long? VisitorId { get; init; }
    public string[]? ClientFeatures { get; init; }
}

internal sealed record ConsumerBody
{
    public string? Id { get; init; }
    public bool? Authenticated { get; init; }
    public string? Name { get; init; }
}

/// <summary>The body of <c>POST messages</c>.</summary>
internal sealed record PublishMessageRequest
{
    public ParticipantBody? From { get; init; }
    public string? Text { get; init; }
    public RawJson? StructuredContent { get; init; }
    public RawJson? Metadata { get; init; }
    public string? EncodedMetadata { get; init; }
    public Audience? Audience { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>A participant in a request; also the body of <c>POST participants</c>.</summary>
internal sealed record ParticipantBody
{
    public string? Id { get; init; }
    public Role? Role { get; init; }
    public string? Name { get; init; }
    public ParticipantState? State { get; init; }
}

/// <summary>The body of <c>POST close</c>.</summary>
internal sealed record CloseRequest
{
    public CloseReason? By { get; init; }
}

/// <summary>The body of <c>POST chat-instances/{id}/messages</c>. Source: SEED3.</summary>
internal sealed record ChatInstanceMessageRequest
{
    public string? Message { get; init; }
    public string? ClientMessageId { get; init; }
}

/// <summary>The body of <c>PUT configuration</c>: all files of the account by their path.</summary>
internal sealed record ReplaceConfigurationRequest
{
    public Dictionary<string, string>? Files { get; init; }
    /// <summary>The version that they are made from; without it, any is replaced.</summary>
    public string? Version { get; init; }
}

/// <summary>The body of <c>POST configuration/check</c>: the files of an account folder by their path.</summary>
internal sealed record CheckConfigurationRequest
{
    public Dictionary<string, string>? Files { get; init; }
}

/// <summary>The body of <c>POST accept</c>.</summary>
internal sealed record AcceptRequest
{
    public string? AgentId { get; init; }
}

/// <summary>The body of <c>PUT ttr</c>.</summary>
internal sealed record TtrRequest
{
    public TtrType? TtrType { get; init; }
    /// <summary>Seconds.</summary>
    public long? Value { get; init; }
}

/// <summary>The body of <c>POST step-up</c>.</summary>
internal sealed record StepUpRequest
{
    public ConsumerBody? Consumer { get; init; }
}

/// <summary>The body of <c>PUT agents/{id}/presence</c>.</summary>
internal sealed record PresenceRequest
{
    public AgentPresence? State { get; init; }
}

/// <summary>One of the commands of <c>POST commands</c>, written as functions return them. Source: SEED2.</summary>
internal sealed record CommandBody
{
    public CallbackType? Type { get; init; }
    public string? Text { get; init; }
    public WireId? SkillId { get; init; }
    public WireId? AgentId { get; init; }
}
