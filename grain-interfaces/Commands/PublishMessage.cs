namespace Conversations;

/// <summary>Says something. Safe to repeat when it carries a <see cref="ClientMessageId"/>.</summary>
[GenerateSerializer, Immutable, Alias("conversations.publish-message.v1")]
public sealed record PublishMessage : ConversationCommand
{
    /// <summary>Who says it.</summary>
    [Id(0)] public required Participant From { get; init; }
    /// <summary>What is said; at most 8,000 characters.</summary>
    [Id(1)] public string? Text { get; init; }
    /// <summary>Rich content as JSON text.</summary>
    [Id(2)] public string? StructuredContent { get; init; }
    /// <summary>Metadata as JSON text.</summary>
    [Id(3)] public string? Metadata { get; init; }
    /// <summary>Base64 metadata, at most 5,000 characters (SEED4).</summary>
    [Id(4)] public string? EncodedMetadata { get; init; }
    /// <summary>Who may see it.</summary>
    [Id(5)] public Audience Audience { get; init; }
    /// <summary>The sender's own id, at most 200 characters; the same id again answers with the first position.</summary>
    [Id(6)] public string? ClientMessageId { get; init; }
    /// <summary>The Direct Line activity it came as, as JSON text.</summary>
    [Id(7)] public string? Activity { get; init; }
    /// <summary>The name of an event activity; null for a message.</summary>
    [Id(8)] public string? EventName { get; init; }
}
