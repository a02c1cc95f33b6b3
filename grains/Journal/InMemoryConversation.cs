namespace Conversations.Journal;

/// <summary>A conversation of an <see cref="InMemoryJournal"/>.</summary>
internal sealed class InMemoryConversation(ConversationKey key, long number, IndexEntry index)
{
    public ConversationKey Key { get; } = key;
    /// <summary>Its place in the order of first appends.</summary>
    public long Number { get; } = number;
    public IndexEntry Index { get; private set; } = index;
    public long Version { get; private set; }
    public List<(StoredAppend Stored, ReadOnlyMemory<byte>? Snapshot)> Appends { get; } = [];

    /// <summary>The bytes are copied: the caller's buffer is its own again once it was told.</summary>
    public void Add(JournalAppend append)
    {
        var version = Version + append.EventCount;
        ReadOnlyMemory<byte>? snapshot = append.Snapshot is { IsEmpty: false } bytes ? new(bytes.ToArray()) : null;
        Appends.Add((new(Version + 1, version, append.Events.ToArray()), snapshot));
        // When it was created is said once, by the first append.
        (Version, Index) = (version, append.Index with { CreatedAt = Index.CreatedAt });
    }

    public bool Matches(ConversationQuery query) =>
        Key.Account == query.Account
        && (query.State is null || Index.State == query.State)
        && (query.SkillId is null || Index.SkillId == query.SkillId)
        && (query.AgentId is null || Index.AgentId == query.AgentId)
        && (query.ConsumerId is null || Index.ConsumerId == query.ConsumerId)
        && (query.Text is null || Holds(Index.ConsumerId, query.Text) || Holds(Key.Conversation, query.Text));

    public bool IsAfter(ListPosition? position) =>
        position is not { } last || Index.CreatedAt < last.CreatedAt || (Index.CreatedAt == last.CreatedAt && Number < last.Number);

    private static bool Holds(string id, string part) => id.Contains(part, StringComparison.OrdinalIgnoreCase);
}
