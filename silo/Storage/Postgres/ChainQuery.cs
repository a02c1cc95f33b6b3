using System.Collections.Immutable;
using Conversations.Journal;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// Reads a conversation's appends backwards, each row naming the one before it, in one statement: what it gives is the
/// conversation as it was at one moment.
/// </summary>
internal static class ChainQuery
{
    public static async Task<JournalReading?> Load(NpgsqlConnection connection, string schema, ConversationKey key, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            WITH RECURSIVE chain AS (
                SELECT a.version, a.count, a.previous, a.events, a.snapshot
                FROM {schema}.conversations c JOIN {schema}.heads h ON h.id = c.id LEFT JOIN {schema}.appends a ON a.id = h.last_append
                WHERE c.account = $1 AND c.conversation = $2
                UNION ALL
                SELECT a.version, a.count, a.previous, a.events, a.snapshot
                FROM chain JOIN {schema}.appends a ON a.id = chain.previous WHERE chain.snapshot IS NULL)
            SELECT version, count, snapshot, CASE WHEN snapshot IS NULL THEN events END FROM chain ORDER BY version
            """,
            connection);
        command.Parameters.AddWithValue(key.Account);
        command.Parameters.AddWithValue(key.Conversation);
        await using var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        if (!await row.ReadAsync(cancellation).ConfigureAwait(false))
        {
            return null;
        }
        var (snapshot, snapshotVersion) = row.IsDBNull(0) || row.IsDBNull(2) ? (null, 0L) : (row.GetFieldValue<byte[]>(2), row.GetInt64(0));
        var appends = ImmutableArray.CreateBuilder<StoredAppend>();
        var next = snapshotVersion;
        for (var more = snapshot is null || await row.ReadAsync(cancellation).ConfigureAwait(false); more; more = await row.ReadAsync(cancellation).ConfigureAwait(false))
        {
            appends.Add(Append(row, key, next, next, events: 3));
            next = appends[^1].LastVersion;
        }
        return new(snapshot is null ? default(ReadOnlyMemory<byte>?) : snapshot, snapshotVersion, appends.ToImmutable());
    }

    public static async Task<ImmutableArray<StoredAppend>> Read(
        NpgsqlConnection connection, string schema, ConversationKey key, long afterVersion, int maxAppends, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            WITH RECURSIVE chain AS (
                SELECT a.id, a.version, a.count, a.previous
                FROM {schema}.conversations c JOIN {schema}.heads h ON h.id = c.id LEFT JOIN {schema}.appends a ON a.id = h.last_append
                WHERE c.account = $1 AND c.conversation = $2
                UNION ALL
                SELECT a.id, a.version, a.count, a.previous
                FROM chain JOIN {schema}.appends a ON a.id = chain.previous WHERE chain.version - chain.count > $3)
            SELECT a.version, a.count, a.events
            FROM (SELECT id, version FROM chain WHERE version > $3 OR version IS NULL ORDER BY version LIMIT $4) AS wanted
            LEFT JOIN {schema}.appends a ON a.id = wanted.id ORDER BY wanted.version
            """,
            connection);
        command.Parameters.AddWithValue(key.Account);
        command.Parameters.AddWithValue(key.Conversation);
        command.Parameters.AddWithValue(afterVersion);
        command.Parameters.AddWithValue((long)maxAppends);
        var appends = ImmutableArray.CreateBuilder<StoredAppend>();
        await using var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await row.ReadAsync(cancellation).ConfigureAwait(false))
        {
            // The first may begin below what was asked for.
            appends.Add(appends.Count is 0 ? Append(row, key, 0, afterVersion, events: 2) : Append(row, key, appends[^1].LastVersion, appends[^1].LastVersion, events: 2));
        }
        return appends.ToImmutable();
    }

    /// <summary>Reads version, count and events, and sees that nothing is missing before it: it follows one of these versions.</summary>
    private static StoredAppend Append(NpgsqlDataReader row, ConversationKey key, long earliest, long latest, int events)
    {
        var last = row.IsDBNull(0) ? 0 : row.GetInt64(0);
        var first = row.IsDBNull(0) ? 0 : last - row.GetInt32(1) + 1;
        return first > earliest && first <= latest + 1
            ? new(first, last, row.GetFieldValue<byte[]>(events))
            : throw new JournalUnavailableException($"An append of {key} after version {latest} is missing in its table; restore it from a backup.");
    }
}
