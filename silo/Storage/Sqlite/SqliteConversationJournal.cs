using System.Collections.Immutable;
using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>Conversations in one SQLite file; appends of all of them share commits.</summary>
public sealed class SqliteConversationJournal(SqliteStore store) : IConversationJournal
{
    public Task<JournalReading?> Load(ConversationKey key, CancellationToken cancellation = default) =>
        store.Read(session => AppendChain.Load(session, key), cancellation);

    public Task<ImmutableArray<StoredAppend>> Read(
        ConversationKey key, long afterVersion, int maxAppends, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxAppends);
        return store.Read(session => AppendChain.Read(session, key, afterVersion, maxAppends), cancellation);
    }

    /// <remarks>Once it waits it is written: a cancellation after that changes nothing.</remarks>
    public Task Append(JournalAppend append, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellation);
        }
        try
        {
            append.ThrowIfEmpty();
            return store.Write(new AppendRequest(append));
        }
        catch (Exception e) when (e is JournalOverloadedException or JournalUnavailableException or ArgumentException)
        {
            return Task.FromException(e);
        }
    }

    public Task<ImmutableArray<DueConversation>> Due(
        int partition, DateTimeOffset until, DueConversation? cursor, int limit, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return store.Read(session => DueQuery.Run(session, partition, until, cursor, limit), cancellation);
    }

    public Task<ConversationPage> List(ConversationQuery query, CancellationToken cancellation = default)
    {
        var after = ListPosition.Of(query);
        return store.Read(session => ListQuery.Run(session, query, after), cancellation);
    }

    public Task<byte[]> Keep(string name, byte[] value, CancellationToken cancellation = default) => store.Write(session =>
    {
        session.Prepare("INSERT INTO kept VALUES (?, ?) ON CONFLICT DO NOTHING").Bind(1, name).Bind(2, value).Run();
        return session.Prepare("SELECT value FROM kept WHERE name = ?").Bind(1, name).All(row => row.Bytes(0))[0] ?? [];
    });
}
