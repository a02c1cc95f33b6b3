using System.Collections.Immutable;
using Conversations.Journal;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>Conversations in a PostgreSQL database; appends of all of them that wait in this silo share commits.</summary>
public sealed class PostgresConversationJournal(PostgresStore store) : IConversationJournal
{
    public Task<JournalReading?> Load(ConversationKey key, CancellationToken cancellation = default) =>
        store.Run((connection, ct) => ChainQuery.Load(connection, store.Schema, key, ct), cancellation);

    public Task<ImmutableArray<StoredAppend>> Read(
        ConversationKey key, long afterVersion, int maxAppends, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxAppends);
        return store.Run((connection, ct) => ChainQuery.Read(connection, store.Schema, key, afterVersion, maxAppends, ct), cancellation);
    }

    /// <remarks>Once it waits it is written, if the server is there in time: a cancellation after that changes nothing.</remarks>
    public Task Append(JournalAppend append, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellation);
        }
        try
        {
            append.ThrowIfEmpty();
            return store.Write(store.Request(append));
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
        return store.Run((connection, ct) => DueQuery.Run(connection, store.Schema, partition, until, cursor, limit, ct), cancellation);
    }

    public Task<ConversationPage> List(ConversationQuery query, CancellationToken cancellation = default)
    {
        var after = ListPosition.Of(query);
        return store.Run((connection, ct) => ListQuery.Run(connection, store.Schema, query, after, ct), cancellation);
    }

    // Two statements, so that the second sees what another silo kept while the first one waited for it.
    public Task<byte[]> Keep(string name, byte[] value, CancellationToken cancellation = default) => store.Run(async (connection, ct) =>
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"INSERT INTO {store.Schema}.kept VALUES ($1, $2) ON CONFLICT DO NOTHING"));
        batch.BatchCommands[0].Parameters.AddWithValue(name);
        batch.BatchCommands[0].Parameters.AddWithValue(value);
        batch.BatchCommands.Add(new($"SELECT value FROM {store.Schema}.kept WHERE name = $1"));
        batch.BatchCommands[1].Parameters.AddWithValue(name);
        return (byte[])(await batch.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }, cancellation);
}
