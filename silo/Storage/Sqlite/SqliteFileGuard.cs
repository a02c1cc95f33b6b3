namespace Conversations.Silo.Storage.Sqlite;

/// <summary>
/// Keeps a second process off the same file. An advisory lock on a file beside it: the system frees it when the holder dies,
/// however it dies. Not on the database itself, because closing any handle to it would end SQLite's own locks on it.
/// </summary>
internal sealed class SqliteFileGuard : IDisposable
{
    private readonly FileStream _lock;

    private SqliteFileGuard(FileStream held) => _lock = held;

    public static SqliteFileGuard Take(string file)
    {
        var path = file + ".lock";
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalCannotOpenException($"'{path}' can't be written; give this process write access to it and its folder.", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new JournalCannotOpenException($"'{file}' is in use by another process; stop that one or name another file.", e);
        }
        catch (IOException e)
        {
            throw new JournalCannotOpenException($"'{path}' can't be written ({e.Message}); name a file in a folder where this process may write.", e);
        }
    }

    /// <summary>The file itself stays: were it deleted, a process that waits on it and one that makes it anew would both hold "the" lock.</summary>
    public void Dispose() => _lock.Dispose();

    // A sharing violation on Windows, EWOULDBLOCK on Linux and on macOS.
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;
}
