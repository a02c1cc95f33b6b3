using Conversations.Silo.Storage.Postgres;
using Npgsql;

namespace Conversations.Silo.Engines.Embedded;

/// <summary>Reminders in the journal's database. Each change may be done twice, so a lost connection only makes it later.</summary>
internal sealed class PostgresReminderTable(PostgresStore store) : IReminderTable
{
    private string Columns => $"SELECT grain, name, start_at, period, etag FROM {store.Schema}.reminders";

    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        new(await Rows($"{Columns} WHERE grain = $1", grainId.ToString()));

    // No index on the hash: the table holds a reminder for each partition of conversations, not for each conversation.
    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        new(await Rows($"{Columns} WHERE hash > $1 {(begin < end ? "AND" : "OR")} hash <= $2", (long)begin, (long)end));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await Rows($"{Columns} WHERE grain = $1 AND name = $2", grainId.ToString(), reminderName)).FirstOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var etag = Guid.NewGuid().ToString("N");
        await Change(
            $"""
            INSERT INTO {store.Schema}.reminders (grain, name, hash, start_at, period, etag) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (grain, name) DO UPDATE SET start_at = excluded.start_at, period = excluded.period, etag = excluded.etag
            """,
            entry.GrainId.ToString(), entry.ReminderName, (long)entry.GrainId.GetUniformHashCode(), entry.StartAt.Ticks, entry.Period.Ticks, etag);
        return etag;
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        var tries = 0;
        var removed = await Change($"DELETE FROM {store.Schema}.reminders WHERE grain = $1 AND name = $2 AND etag = $3",
            () => tries++, grainId.ToString(), reminderName, eTag);
        // A second try finds nothing where the first one, whose answer was lost, removed it.
        return removed > 0 || (tries > 1 && await ReadRow(grainId, reminderName) is null);
    }

    public Task TestOnlyClearTable() => Change($"DELETE FROM {store.Schema}.reminders");

    private Task<int> Change(string sql, params object[] values) => Change(sql, () => { }, values);

    private Task<int> Change(string sql, Action trying, params object[] values) => store.Run(async (connection, cancellation) =>
    {
        trying();
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    });

    private Task<List<ReminderEntry>> Rows(string sql, params object[] values) => store.Run(async (connection, cancellation) =>
    {
        await using var command = Command(connection, sql, values);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<ReminderEntry> entries = [];
        while (await row.ReadAsync(cancellation))
        {
            entries.Add(Entry(row));
        }
        return entries;
    });

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }
        return command;
    }

    private static ReminderEntry Entry(NpgsqlDataReader row) => new()
    {
        GrainId = GrainId.Parse(row.GetString(0)),
        ReminderName = row.GetString(1),
        StartAt = new DateTime(row.GetInt64(2), DateTimeKind.Utc),
        Period = new TimeSpan(row.GetInt64(3)),
        ETag = row.GetString(4),
    };
}
