namespace Conversations;

/// <summary>One line of a transcript. Source: contract v1 <c>messages</c>, Direct Line 3.0 activities.</summary>
[GenerateSerializer, Immutable, Alias("conversations.message.v1")]
public sealed record Message
{
    /// <summary>Position in the transcript: 1, 2, 3, … without gaps.</summary>
    [Id(0)] public required long Seq { get; init; }

    /// <summary>Who said it.</summary>
    [Id(1)] public required Participant From { get; init; }

    /// <summary>What was said; null for an event or for rich content alone.</summary>
    [Id(2)] public string? Text { get; init; }

    /// <summary>Rich content, as the JSON text that came in.</summary>
    [Id(3)] public string? StructuredContent { get; init; }

    /// <summary>Metadata, as the JSON text that came in.</summary>
    [Id(4)] public string? Metadata { get; init; }

    /// <summary>Base64 metadata, at most 5,000 characters (SEED4).</summary>
    [Id(5)] public string? EncodedMetadata { get; init; }

    /// <summary>Who may see it.</summary>
    [Id(6)] public Audience Audience { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    [Id(7)] public required DateTimeOffset SentAt { get; init; }

    /// <summary>Sent by the service and not by a participant.</summary>
    [Id(8)] public bool Automatic { get; init; }

    /// <summary>Sent while a step was still working (SEED0).</summary>
    [Id(9)] public bool Proactive { get; init; }

    /// <summary>The <see cref="Seq"/> it answers; null when it answers nothing.</summary>
    [Id(10)] public long? InReplyTo { get; init; }

    /// <summary>The sender's own id; the same id again is not stored again.</summary>
    [Id(11)] public string? ClientMessageId { get; init; }

    /// <summary>Came while the bot was busy and was not given to it (SEED1).</summary>
    [Id(12)] public bool Ignored { get; init; }

    /// <summary>Answers a turn that had timed out or was overtaken by a newer message.</summary>
    [Id(13)] public bool Late { get; init; }

    /// <summary>The bot turn it belongs to; null when it belongs to none.</summary>
    [Id(14)] public long? Turn { get; init; }

    /// <summary>The Direct Line activity it came as, as JSON text; echoed with all its fields.</summary>
    [Id(15)] public string? Activity { get; init; }

    /// <summary>The name of an event activity; null for a message. An event is no line to read: it has no text.</summary>
    [Id(16)] public string? EventName { get; init; }
}
