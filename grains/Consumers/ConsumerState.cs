using System.Collections.Immutable;
using Conversations.Storage;

namespace Conversations.Consumers;

/// <summary>What is kept of a consumer.</summary>
internal sealed record ConsumerState : StoredState
{
    /// <summary>How many answers are kept, so that one who asks again gets the same.</summary>
    internal const int Kept = 8;

    /// <summary>What was answered for the last conversations, oldest first.</summary>
    public ImmutableArray<Opening> Openings { get; init; } = [];

    public Opening? Of(string conversation) => Openings.FirstOrDefault(o => o.Conversation == conversation);

    public ConsumerState With(Opening opening) => this with { Openings = [.. Openings.Add(opening).TakeLast(Kept)] };
}

/// <summary>What was answered for a conversation.</summary>
internal sealed record Opening : StoredState
{
    public required string Conversation { get; init; }
    public required bool First { get; init; }
    public DateTimeOffset? AutoClosedAt { get; init; }

    public ConsumerHistory History => new() { First = First, AutoClosedAt = AutoClosedAt };
}
