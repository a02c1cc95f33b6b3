using Conversations.Silo.Storage.GrainState;
using Npgsql;
using NpgsqlTypes;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// Grain state in the journal's database. A write carries an id of its own: when the connection breaks before the answer it is sent
/// again, and then finds by the id that it was the first one that stands there, and not the same value of another activation.
/// </summary>
internal sealed class PostgresGrainStateRows(PostgresStore store) : IGrainStateRows
{
    public Task<GrainStateRow?> Read(string grain, string name) => store.Run(async (connection, ct) =>
    {
        await using var command = new NpgsqlCommand($"SELECT version, format, data FROM {store.Schema}.grain_state WHERE grain = $1 AND name = $2", connection);
        command.Parameters.AddWithValue(grain);
        command.Parameters.AddWithValue(name);
        await using var rows = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await rows.ReadAsync(ct).ConfigureAwait(false)
            ? new GrainStateRow(rows.GetInt64(0), rows.GetInt32(1), rows.IsDBNull(2) ? null : rows.GetFieldValue<byte[]>(2))
            : null;
    });

    public Task<bool> Write(string grain, string name, long expected, int format, byte[]? data)
    {
        var write = Guid.NewGuid();
        return store.Run(async (connection, ct) =>
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(Change(grain, name, expected, format, data, write));
            batch.BatchCommands.Add(Seen(grain, name, expected, write));
            return (bool)(await batch.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
        });
    }

    private NpgsqlBatchCommand Change(string grain, string name, long expected, int format, byte[]? data, Guid write)
    {
        var command = new NpgsqlBatchCommand(expected is 0
            ? $"INSERT INTO {store.Schema}.grain_state (grain, name, version, format, data, written_by) VALUES ($1, $2, $3 + 1, $4, $5, $6) ON CONFLICT DO NOTHING"
            : $"UPDATE {store.Schema}.grain_state SET version = $3 + 1, format = $4, data = $5, written_by = $6 WHERE grain = $1 AND name = $2 AND version = $3");
        AddKey(command, grain, name, expected);
        command.Parameters.AddWithValue(format);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = (object?)data ?? DBNull.Value });
        command.Parameters.AddWithValue(write);
        return command;
    }

    private NpgsqlBatchCommand Seen(string grain, string name, long expected, Guid write)
    {
        var command = new NpgsqlBatchCommand(
            $"SELECT EXISTS (SELECT FROM {store.Schema}.grain_state WHERE grain = $1 AND name = $2 AND version = $3 + 1 AND written_by = $4)");
        AddKey(command, grain, name, expected);
        command.Parameters.AddWithValue(write);
        return command;
    }

    private static void AddKey(NpgsqlBatchCommand command, string grain, string name, long expected)
    {
        command.Parameters.AddWithValue(grain);
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(expected);
    }
}
