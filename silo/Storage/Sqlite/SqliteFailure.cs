using SQLitePCL;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>What SQLite answered when it did not do what it was asked.</summary>
internal sealed class SqliteFailure(int extendedCode, string message) : Exception(message)
{
    /// <summary>The primary result code, for example SQLITE_FULL.</summary>
    public int Code { get; } = extendedCode & 0xff;

    /// <summary>The cause lies outside this connection and can end without it: it may be used again as it is.</summary>
    public bool LeavesConnectionUsable => Code is raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_INTERRUPT;

    /// <summary>What was asked for can't be done, the file and the transaction are well.</summary>
    public bool ConcernsStatementOnly =>
        Code is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE;

    /// <summary>One sentence on what is wrong with <paramref name="file"/> and what to do.</summary>
    public string Sentence(string file) => Code switch
    {
        raw.SQLITE_FULL => $"There is no space left for '{file}'; free some on its disk, writing then goes on without a restart.",
        raw.SQLITE_IOERR => $"Reading or writing '{file}' failed ({Message}); check its disk, writing goes on by itself once that works.",
        raw.SQLITE_READONLY => $"'{file}' can't be written; give this process write access to the file and its folder.",
        raw.SQLITE_CANTOPEN => $"'{file}' can't be opened; check that its folder exists and that this process may read and write there.",
        raw.SQLITE_NOTADB => $"'{file}' is no SQLite database; name another file or put the right one back.",
        raw.SQLITE_CORRUPT => $"'{file}' is damaged ({Message}); stop, keep a copy, then restore a backup or run 'sqlite3 <file> .recover'.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"'{file}' is locked by another program; end it or its open transaction.",
        raw.SQLITE_NOMEM => $"There was no memory left while '{file}' was used; give this process more.",
        raw.SQLITE_PERM or raw.SQLITE_AUTH => $"This process may not use '{file}'; give it read and write access to the file and its folder.",
        _ => $"SQLite could not use '{file}' (code {Code}: {Message}).",
    };
}
