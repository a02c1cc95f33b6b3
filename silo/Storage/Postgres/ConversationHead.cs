using Conversations.Journal;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// A conversation as it was when its head was last read or written here. Another silo may have gone on since: it is a guess, and
/// the database is asked whether it still holds by the write itself.
/// </summary>
internal sealed record ConversationHead(long Id, long Version, Guid LastAppend, IndexEntry Index);
