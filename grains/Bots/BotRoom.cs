using System.Collections.Immutable;
using Conversations.Storage;

namespace Conversations.Bots;

/// <summary>What is kept of a third-party bot.</summary>
internal sealed record BotRoom : StoredState
{
    /// <summary>An operator switched it off.</summary>
    public bool Offline { get; init; }
    /// <summary>The conversations that it has, and perhaps some that it has lost since this was written; never one too few.</summary>
    public ImmutableArray<string> Conversations { get; init; } = [];
}
