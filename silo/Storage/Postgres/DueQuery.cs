using System.Collections.Immutable;
using Conversations.Journal;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

internal static class DueQuery
{
    public static async Task<ImmutableArray<DueConversation>> Run(
        NpgsqlConnection connection, string schema, int partition, DateTimeOffset until, DueConversation? cursor, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql(schema, cursor), connection);
        command.Parameters.AddWithValue((short)partition);
        command.Parameters.AddWithValue(until.UtcTicks);
        command.Parameters.AddWithValue((long)limit);
        if (cursor is not null)
        {
            command.Parameters.AddWithValue(cursor.WakeAt.UtcTicks);
            command.Parameters.AddWithValue(cursor.Key.Account);
            command.Parameters.AddWithValue(cursor.Key.Conversation);
        }
        var due = ImmutableArray.CreateBuilder<DueConversation>();
        await using var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await row.ReadAsync(cancellation).ConfigureAwait(false))
        {
            due.Add(new(new(row.GetString(0), row.GetString(1)), IndexColumns.Time(row, 2)));
        }
        return due.ToImmutable();
    }

    // The index holds partition, time and id, so it alone gives the order, and conversations with the same time follow each other.
    private static string Sql(string schema, DueConversation? cursor) => $"""
        SELECT c.account, c.conversation, h.wake_at FROM {schema}.heads h JOIN {schema}.conversations c ON c.id = h.id
        WHERE h.partition = $1 AND h.wake_at <= $2{(cursor is null ? "" : $" AND (h.wake_at, h.id) > ($4, (SELECT id FROM {schema}.conversations WHERE account = $5 AND conversation = $6))")}
        ORDER BY h.wake_at, h.id LIMIT $3
        """;
}
