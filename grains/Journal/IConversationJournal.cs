using System.Collections.Immutable;

namespace Conversations.Journal;

/// <summary>
/// Where conversations live. An append is acknowledged after the commit that carries it; appends of many conversations share one.
/// Safe for any number of callers.
/// </summary>
public interface IConversationJournal
{
    /// <summary>The newest snapshot and every append after it, oldest first; null when nothing was ever appended.</summary>
    /// <exception cref="JournalUnavailableException">The journal can't be read; the message says why.</exception>
    Task<JournalReading?> Load(ConversationKey key, CancellationToken cancellation = default);

    /// <summary>
    /// Appends that hold events with a version above <paramref name="afterVersion"/>, oldest first. The first may begin below it.
    /// Ends after <paramref name="maxAppends"/> of them, counted from the oldest.
    /// </summary>
    Task<ImmutableArray<StoredAppend>> Read(ConversationKey key, long afterVersion, int maxAppends, CancellationToken cancellation = default);

    /// <summary>Adds events at an expected version: all of them or none.</summary>
    /// <exception cref="VersionConflictException">The conversation is at another version; nothing was written.</exception>
    /// <exception cref="JournalOverloadedException">Too much is waiting already; nothing was written.</exception>
    /// <exception cref="JournalUnavailableException">It is unknown whether it was written.</exception>
    Task Append(JournalAppend append, CancellationToken cancellation = default);

    /// <summary>Conversations of a partition whose <see cref="IndexEntry.WakeAt"/> is at or before <paramref name="until"/>, earliest first, after <paramref name="cursor"/>.</summary>
    Task<ImmutableArray<DueConversation>> Due(int partition, DateTimeOffset until, DueConversation? cursor, int limit, CancellationToken cancellation = default);

    /// <summary>A page of an account's conversations, newest first.</summary>
    Task<ConversationPage> List(ConversationQuery query, CancellationToken cancellation = default);

    /// <summary>A value that the whole service shares, for example a signing key; the first caller's <paramref name="value"/> is kept and is what everybody gets.</summary>
    Task<byte[]> Keep(string name, byte[] value, CancellationToken cancellation = default);
}

/// <summary>Events to add, already encoded.</summary>
public sealed record JournalAppend
{
    public required ConversationKey Key { get; init; }
    /// <summary>How many events the conversation has before this append; 0 for a new one.</summary>
    public required long ExpectedVersion { get; init; }
    /// <summary>How many events <see cref="Events"/> holds; at least 1.</summary>
    public required int EventCount { get; init; }
    /// <summary>The events, as a UTF-8 JSON array.</summary>
    public required ReadOnlyMemory<byte> Events { get; init; }
    /// <summary>The state after these events, as UTF-8 JSON; null when none is due.</summary>
    public ReadOnlyMemory<byte>? Snapshot { get; init; }
    /// <summary>What the index says of the conversation from now on.</summary>
    public required IndexEntry Index { get; init; }
}

/// <summary>What can be asked about a conversation without reading its journal.</summary>
public sealed record IndexEntry
{
    public required ConversationState State { get; init; }
    public required string ConsumerId { get; init; }
    public string? SkillId { get; init; }
    public string? AgentId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it must be in memory; null when nothing is pending.</summary>
    public DateTimeOffset? WakeAt { get; init; }
}

/// <summary>One append as stored: the events of versions <see cref="FirstVersion"/> to <see cref="LastVersion"/>.</summary>
public sealed record StoredAppend(long FirstVersion, long LastVersion, ReadOnlyMemory<byte> Events);

/// <summary>What an activation reads.</summary>
/// <param name="Snapshot">The newest snapshot, null when there is none.</param>
/// <param name="SnapshotVersion">The version it stands for; 0 without one.</param>
/// <param name="Appends">Every append after it.</param>
public sealed record JournalReading(ReadOnlyMemory<byte>? Snapshot, long SnapshotVersion, ImmutableArray<StoredAppend> Appends);

/// <summary>A conversation that must be in memory. Also the cursor of <see cref="IConversationJournal.Due"/>.</summary>
public sealed record DueConversation(ConversationKey Key, DateTimeOffset WakeAt);

/// <summary>Which conversations to list. Everything given must match.</summary>
public sealed record ConversationQuery
{
    public required string Account { get; init; }
    public ConversationState? State { get; init; }
    public string? SkillId { get; init; }
    public string? AgentId { get; init; }
    public string? ConsumerId { get; init; }
    /// <summary>Part of the consumer id or of the conversation id.</summary>
    public string? Text { get; init; }
    /// <summary>Where the last page ended, as given by it.</summary>
    public string? Cursor { get; init; }
    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

public sealed record ConversationPage(ImmutableArray<ListedConversation> Conversations, string? Next);

public sealed record ListedConversation(string Id, long Version, IndexEntry Index);
