using System.Collections.Immutable;

namespace Conversations.Client;

/// <summary>A page of a transcript, oldest first.</summary>
public sealed record MessageList
{
    /// <summary>The messages of this page.</summary>
    public required ImmutableArray<Message> Messages { get; init; }
    /// <summary>The position after which the next page begins; null when this is the last one.</summary>
    public long? Next { get; init; }
}
