using Conversations.Silo.Storage.Sqlite;

namespace Conversations.Silo.Engines.Embedded;

/// <summary>Reminders on the journal's file; a change shares the commit of the appends that wait at the time.</summary>
internal sealed class SqliteReminderTable(SqliteStore store) : IReminderTable
{
    private const string Columns = "SELECT grain, name, start_at, period, etag FROM reminders";

    public Task<ReminderTableData> ReadRows(GrainId grainId) => store.Read(session => new ReminderTableData(
        session.Prepare(Columns + " WHERE grain = ?").Bind(1, grainId.ToString()).All(Entry)));

    // No index on the hash: the table holds a reminder for each partition of conversations, not for each conversation.
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => store.Read(session => new ReminderTableData(
        session.Prepare(Columns + (begin < end ? " WHERE hash > ? AND hash <= ?" : " WHERE hash > ? OR hash <= ?"))
            .Bind(1, begin).Bind(2, end).All(Entry)));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => store.Read(session =>
        session.Prepare(Columns + " WHERE grain = ? AND name = ?")
            .Bind(1, grainId.ToString()).Bind(2, reminderName).All(Entry).FirstOrDefault());

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var etag = Guid.NewGuid().ToString("N");
        var (grain, name, start, period) = (entry.GrainId, entry.ReminderName, entry.StartAt, entry.Period);
        await store.Write(session =>
        {
            session.Prepare("INSERT OR REPLACE INTO reminders (grain, name, hash, start_at, period, etag) VALUES (?, ?, ?, ?, ?, ?)")
                .Bind(1, grain.ToString()).Bind(2, name).Bind(3, grain.GetUniformHashCode())
                .Bind(4, start.Ticks).Bind(5, period.Ticks).Bind(6, etag).Run();
            return true;
        });
        return etag;
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => store.Write(session =>
        session.Prepare("DELETE FROM reminders WHERE grain = ? AND name = ? AND etag = ? RETURNING 1")
            .Bind(1, grainId.ToString()).Bind(2, reminderName).Bind(3, eTag).All(_ => true).Count > 0);

    public Task TestOnlyClearTable() => store.Write(session =>
    {
        session.Prepare("DELETE FROM reminders").Run();
        return true;
    });

    private static ReminderEntry Entry(SqliteStatement row) => new()
    {
        GrainId = GrainId.Parse(row.Text(0)!),
        ReminderName = row.Text(1)!,
        StartAt = new DateTime(row.Long(2), DateTimeKind.Utc),
        Period = new TimeSpan(row.Long(3)),
        ETag = row.Text(4),
    };
}
