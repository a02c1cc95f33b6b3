using Conversations.Silo.Storage.GrainState;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>Grain state on the journal's file; a write shares the commit of the appends that wait at the time.</summary>
internal sealed class SqliteGrainStateRows(SqliteStore store) : IGrainStateRows
{
    private const string Insert =
        "INSERT INTO grain_state (grain, name, version, format, data) VALUES (?1, ?2, ?3 + 1, ?4, ?5) ON CONFLICT DO NOTHING RETURNING 1";

    private const string Update =
        "UPDATE grain_state SET version = ?3 + 1, format = ?4, data = ?5 WHERE grain = ?1 AND name = ?2 AND version = ?3 RETURNING 1";

    public Task<GrainStateRow?> Read(string grain, string name) => store.Read(session =>
        session.Prepare("SELECT version, format, data FROM grain_state WHERE grain = ? AND name = ?").Bind(1, grain).Bind(2, name)
            .All(row => new GrainStateRow(row.Long(0), (int)row.Long(1), row.Bytes(2))).FirstOrDefault());

    public Task<bool> Write(string grain, string name, long expected, int format, byte[]? data) => store.Write(session =>
    {
        var statement = session.Prepare(expected is 0 ? Insert : Update).Bind(1, grain).Bind(2, name).Bind(3, expected).Bind(4, format);
        return (data is null ? statement.BindNull(5) : statement.Bind(5, data)).All(_ => true).Count > 0;
    });
}
