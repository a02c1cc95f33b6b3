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
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            return new(held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalCannotOpenException($"'{path}' can't be written; give this process write access to it and its folder.", e);
        }
        catch (IOException e)
        {
            throw new JournalCannotOpenException(Directory.Exists(path)
                ? $"'{path}' is a folder where a lock file belongs; move it away."
                : $"'{file}' is in use by another process{Holder(path)}, or '{path}' can't be written; stop that process or name another file.", e);
        }
    }

    /// <summary>The file itself stays: were it deleted, a process that waits on it and one that makes it anew would both hold "the" lock.</summary>
    public void Dispose() => _lock.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return int.TryParse(reader.ReadLine(), out var process) ? $" (id {process})" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
