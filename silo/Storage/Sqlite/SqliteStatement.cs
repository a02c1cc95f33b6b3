using SQLitePCL;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>A prepared statement, used again and again by one thread at a time. Positions of values count from 1, of columns from 0.</summary>
internal sealed class SqliteStatement(sqlite3 connection, sqlite3_stmt statement) : IDisposable
{
    public SqliteStatement Bind(int position, long value) => Checked(raw.sqlite3_bind_int64(statement, position, value));

    public SqliteStatement Bind(int position, string? value) =>
        Checked(value is null ? raw.sqlite3_bind_null(statement, position) : raw.sqlite3_bind_text(statement, position, value));

    public SqliteStatement Bind(int position, ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(statement, position, value));

    public SqliteStatement Bind(int position, DateTimeOffset? value) =>
        value is { } time ? Bind(position, time.UtcTicks) : BindNull(position);

    public SqliteStatement BindNull(int position) => Checked(raw.sqlite3_bind_null(statement, position));

    /// <summary>Goes to the next row; false after the last one. After the last use of a row comes <see cref="Reset"/>.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw Failed(code),
        };
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_DONE or raw.SQLITE_ROW)
        {
            Reset();
            return;
        }
        throw Failed(code);
    }

    /// <summary>Reads everything that <paramref name="row"/> makes of the rows.</summary>
    public List<T> All<T>(Func<SqliteStatement, T> row)
    {
        try
        {
            List<T> rows = [];
            while (Step())
            {
                rows.Add(row(this));
            }
            return rows;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first column of the first row; null when there is no row or it is NULL.</summary>
    public long? Scalar()
    {
        try
        {
            return Step() && !IsNull(0) ? Long(0) : null;
        }
        finally
        {
            Reset();
        }
    }

    // The code of a reset repeats the failure of the step before it, which was thrown already.
    public void Reset() => raw.sqlite3_reset(statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
    public long Long(int column) => raw.sqlite3_column_int64(statement, column);
    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();
    public byte[]? Bytes(int column) => IsNull(column) ? null : raw.sqlite3_column_blob(statement, column).ToArray();
    public DateTimeOffset Time(int column) => new(Long(column), TimeSpan.Zero);
    public DateTimeOffset? OptionalTime(int column) => IsNull(column) ? null : Time(column);

    public void Dispose() => statement.Dispose();

    private SqliteStatement Checked(int code) => code is raw.SQLITE_OK ? this : throw Failed(code);

    private SqliteFailure Failed(int code)
    {
        var message = raw.sqlite3_errmsg(connection).utf8_to_string();
        var extended = raw.sqlite3_extended_errcode(connection);
        Reset();
        return new((extended & 0xff) == (code & 0xff) ? extended : code, message);
    }
}
