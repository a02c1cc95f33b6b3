using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>A connection and its prepared statements; used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    /// <exception cref="SqliteFailure">It can't be opened.</exception>
    public SqliteSession(string connectionString, TimeSpan busyTimeout)
    {
        _connection = new SqliteConnection(connectionString);
        try
        {
            _connection.Open();
            _handle = _connection.Handle!;
            raw.sqlite3_extended_result_codes(_handle, 1);
            raw.sqlite3_busy_timeout(_handle, (int)busyTimeout.TotalMilliseconds);
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw new SqliteFailure(e.SqliteExtendedErrorCode, e.Message);
        }
    }

    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") is 1;
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) is 0;

    /// <summary>The statement for this text, prepared once. Texts must come from a small fixed set.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var code = raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
            if (code is not raw.SQLITE_OK)
            {
                throw new SqliteFailure(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
            }
            statement = new(_handle, handle);
            _statements.Add(sql, statement);
        }
        return statement;
    }

    /// <summary>Runs one or more statements that are not worth keeping.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code is not raw.SQLITE_OK)
        {
            throw new SqliteFailure(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
        }
    }

    /// <summary>The first column of the first row as text; for pragmas.</summary>
    public string? Ask(string sql) => Prepare(sql).All(row => row.Text(0)).FirstOrDefault();

    /// <summary>Copies the write-ahead log into the file as far as readers allow; true when all of it is copied.</summary>
    public bool Checkpoint(bool truncate)
    {
        var mode = truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE;
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out var frames, out var copied);
        return code switch
        {
            raw.SQLITE_OK => frames == copied,
            raw.SQLITE_BUSY => false,
            _ => throw new SqliteFailure(code, raw.sqlite3_errmsg(_handle).utf8_to_string()),
        };
    }

    /// <summary>Ends the running statement from any thread; it then fails with SQLITE_INTERRUPT.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
        _connection.Dispose();
    }
}
