using Microsoft.Data.Sqlite;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>From a connection string to the file it means, whose folder exists afterwards.</summary>
internal static class SqliteLocation
{
    public static (string Path, SqliteConnectionStringBuilder Connection) Resolve(string connectionString)
    {
        var connection = Parse(connectionString);
        if (connection.DataSource is "" or ":memory:" || connection.Mode is SqliteOpenMode.Memory)
        {
            throw new JournalCannotOpenException($"'{connection.DataSource}' keeps nothing; name a file, for example 'Data Source=./data/conversations.db'.");
        }
        if (connection.Mode is SqliteOpenMode.ReadOnly)
        {
            throw new JournalCannotOpenException($"'{connection.DataSource}' would be opened read-only; take Mode=ReadOnly out of the connection string.");
        }
        var path = Path.GetFullPath(connection.DataSource);
        if (Directory.Exists(path))
        {
            throw new JournalCannotOpenException($"'{path}' is a folder; name a file in it.");
        }
        MakeFolder(Path.GetDirectoryName(path)!);
        // Two names of one file must lead to one lock.
        path = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        connection.DataSource = path;
        connection.Pooling = false;
        return (path, connection);
    }

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new JournalCannotOpenException(
                $"Journal:ConnectionString is no SQLite connection string ({e.Message.TrimEnd('.')}); give for example 'Data Source=./data/conversations.db'.", e);
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalCannotOpenException($"The folder '{folder}' can't be made ({e.Message}); make it or name a file elsewhere.", e);
        }
    }
}
