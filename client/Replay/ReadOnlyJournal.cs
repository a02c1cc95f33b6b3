using System.Globalization;
using Conversations.Journal;
using Microsoft.Data.Sqlite;

namespace Conversations.Cli.Replay;

/// <summary>
/// Reads a journal's file while a server may be writing it. It takes no lock that a writer knows of: a read-only connection in
/// write-ahead mode sees what was committed when it looked, writes nothing and copies nothing back.
/// </summary>
internal sealed class ReadOnlyJournal : IDisposable
{
    // "Conv", as the server marks its files.
    private const long ApplicationId = 0x436f6e76;

    private readonly SqliteConnection _connection;
    private readonly string _file;

    private ReadOnlyJournal(SqliteConnection connection, string file)
    {
        _connection = connection;
        _file = file;
    }

    public static ReadOnlyJournal Open(string file)
    {
        if (!File.Exists(file))
        {
            throw new CliException(ExitCodes.NotFound, $"There is no file '{file}'; give the server's journal with --database.");
        }
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(file), Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 10,
        }.ConnectionString);
        var journal = new ReadOnlyJournal(connection, file);
        try
        {
            journal.Check();
            return journal;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Every append of a conversation, walked backwards from the last as they point to each other.</summary>
    public History Read(ConversationKey key) => Guarded(() =>
    {
        // One transaction: the version and the rows are of the same moment.
        using var moment = _connection.BeginTransaction(deferred: true);
        var (version, last) = Find(key, moment);
        List<HistoryRow> rows = [];
        using var command = Command("SELECT version, count, previous, events, snapshot FROM appends WHERE id = $id", moment);
        var id = command.Parameters.Add("$id", SqliteType.Integer);
        for (long? next = last; next is not null;)
        {
            id.Value = next;
            using var row = command.ExecuteReader();
            if (!row.Read())
            {
                throw new CliException(ExitCodes.Faults, $"'{_file}' is damaged: append {next} of the conversation '{key.Conversation}' is missing.");
            }
            var to = row.GetInt64(0);
            var append = new StoredAppend(to - row.GetInt64(1) + 1, to, (byte[])row[3]);
            // An empty one stands for none, as it does for the server.
            rows.Add(new HistoryRow(append, row[4] is byte[] { Length: > 0 } snapshot ? snapshot : null));
            next = row.IsDBNull(2) ? null : row.GetInt64(2);
        }
        rows.Reverse();
        return new History(version, [.. rows]);
    });

    public void Dispose() => _connection.Dispose();

    private (long Version, long Last) Find(ConversationKey key, SqliteTransaction moment)
    {
        using var command = Command("SELECT version, last_append FROM conversations JOIN heads USING (id) WHERE account = $account AND conversation = $conversation", moment);
        command.Parameters.AddWithValue("$account", key.Account);
        command.Parameters.AddWithValue("$conversation", key.Conversation);
        using var row = command.ExecuteReader();
        return row.Read()
            ? (row.GetInt64(0), row.GetInt64(1))
            : throw new CliException(ExitCodes.NotFound, $"There is no conversation '{key.Conversation}' of the account '{key.Account}' in '{_file}'.");
    }

    private void Check() => Guarded(() =>
    {
        _connection.Open();
        using var command = Command("PRAGMA application_id", null);
        var id = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        return id == ApplicationId
            ? true
            : throw new CliException(ExitCodes.Failed, $"'{_file}' is no journal of this service (its mark is {id}); give the journal's file with --database.");
    });

    private SqliteCommand Command(string sql, SqliteTransaction? moment)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = moment;
        return command;
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            var advice = e.SqliteErrorCode switch
            {
                1 => "; it was written by another release, use that one's program",
                // A write-ahead log can only be read where its index can be made or is there.
                14 => "; read access to it and write access to its folder are needed, or copy it away first",
                _ => "",
            };
            throw new CliException(ExitCodes.Failed, $"'{_file}' can't be read: {e.Message.TrimEnd('.')}{advice}.", e);
        }
    }
}
