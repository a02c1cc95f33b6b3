using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>What the writer remembers of a conversation: as it will be once the running transaction is committed.</summary>
internal sealed class ConversationHead(long id, long version, long lastAppend, IndexEntry index)
{
    public long Id { get; } = id;
    public long Version { get; set; } = version;
    public long LastAppend { get; set; } = lastAppend;
    public IndexEntry Index { get; set; } = index;
    /// <summary>Version and last append are not in the conversation's row yet.</summary>
    public bool IsBehind { get; set; }
}
