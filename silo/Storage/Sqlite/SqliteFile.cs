using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>A database file that this process holds, checked and at the newest schema; gives connections to it.</summary>
internal sealed class SqliteFile : IDisposable
{
    // Above this, reading every page at start would take seconds; damage is then found by the first read that meets it.
    private const long CheckedUpTo = 64L << 20;

    // Pages of 8 KB hold snapshots of a few KB with less waste than 4 KB, and cost less per row in the log; larger ones gain no
    // more. Reads are not mapped into memory: a read error would then end the process instead of one read.
    private const string Settings =
        "PRAGMA page_size = 8192; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY";

    private readonly SqliteFileGuard _guard;
    private readonly SqliteConnectionStringBuilder _connection;
    private readonly TimeSpan _busyTimeout;

    private SqliteFile(string path, SqliteFileGuard guard, SqliteConnectionStringBuilder connection, TimeSpan busyTimeout)
    {
        Path = path;
        _guard = guard;
        _connection = connection;
        _busyTimeout = busyTimeout;
    }

    public string Path { get; }

    /// <exception cref="JournalCannotOpenException">It can't be used; the message says why and what to do.</exception>
    public static SqliteFile Open(SqliteStoreOptions options)
    {
        var (path, connection) = SqliteLocation.Resolve(options.ConnectionString);
        var file = new SqliteFile(path, SqliteFileGuard.Take(path), connection, options.BusyTimeout);
        try
        {
            file.Prepare();
            return file;
        }
        catch (SqliteFailure e)
        {
            file.Dispose();
            throw new JournalCannotOpenException(e.Sentence(path), e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The connection that writes. There is one at a time, and it alone copies the write-ahead log into the file: up to 3.51.2
    /// SQLite can lose committed pages when one connection does that while another one writes (sqlite.org/wal.html#walresetbug).
    /// </summary>
    public SqliteSession OpenWriter()
    {
        var session = new SqliteSession(_connection.ConnectionString, _busyTimeout);
        try
        {
            session.Execute(Settings);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public SqliteSession OpenReader() =>
        new(new SqliteConnectionStringBuilder(_connection.ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString, _busyTimeout);

    public void Dispose() => _guard.Dispose();

    private void Prepare()
    {
        using var session = OpenWriter();
        CheckIdentity(session);
        if (session.IsReadOnly)
        {
            throw new SqliteFailure(raw.SQLITE_READONLY, "read-only");
        }
        if (session.Ask("PRAGMA journal_mode = WAL") is not "wal")
        {
            throw new JournalCannotOpenException($"'{Path}' can't have a write-ahead log where it is; put it on a local disk.");
        }
        CheckPages(session);
        SqliteMigrations.Apply(session, Path);
    }

    private void CheckIdentity(SqliteSession session)
    {
        var id = session.Prepare("PRAGMA application_id").Scalar();
        var isEmpty = session.Prepare("SELECT count(*) FROM sqlite_schema").Scalar() is 0;
        if (id != SqliteMigrations.ApplicationId && !isEmpty)
        {
            throw new JournalCannotOpenException($"'{Path}' is the SQLite file of another program; name another file, a missing one is made.");
        }
    }

    private static void CheckPages(SqliteSession session)
    {
        var bytes = session.Prepare("PRAGMA page_count").Scalar() * session.Prepare("PRAGMA page_size").Scalar();
        if (bytes <= CheckedUpTo && session.Ask("PRAGMA quick_check(1)") is var answer and not "ok")
        {
            // SQLite reports in several lines; the operator gets a sentence.
            throw new SqliteFailure(raw.SQLITE_CORRUPT, answer?.ReplaceLineEndings(" ").TrimEnd('.') ?? "no answer");
        }
    }
}
