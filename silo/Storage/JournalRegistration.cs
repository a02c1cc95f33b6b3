using System.Data.Common;
using Conversations.Silo.Storage.Postgres;
using Conversations.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Conversations.Silo.Storage;

/// <summary>Which journal a connection string means. None of its messages repeats it: it may hold a password.</summary>
public static class JournalRegistration
{
    private const string Examples = "'Host=127.0.0.1;Database=conversations;Username=conversations' (PostgreSQL) or 'Data Source=./data/conversations.db' (SQLite)";

    /// <summary>
    /// The journal in the PostgreSQL database or the SQLite file that the connection string names. It is opened before the host
    /// starts anything that is registered later; when it can't be used, the start fails with one sentence
    /// (<see cref="JournalCannotOpenException"/>).
    /// </summary>
    public static IServiceCollection AddJournal(this IServiceCollection services, string connectionString) => IsPostgres(connectionString)
        ? services.AddPostgresJournal(connectionString)
        : services.AddSqliteJournal(connectionString);

    /// <summary>Whether it names a server rather than a file.</summary>
    public static bool IsPostgres(string connectionString) =>
        Parsed(connectionString) is { } parsed && (parsed.ContainsKey("Host") || parsed.ContainsKey("Server"));

    /// <exception cref="JournalCannotOpenException">It means no journal; the message says why.</exception>
    public static void Check(string connectionString)
    {
        if (Parsed(connectionString) is not { } parsed)
        {
            throw new JournalCannotOpenException($"Journal:ConnectionString is no connection string; give one such as {Examples}.");
        }
        if (IsPostgres(connectionString))
        {
            PostgresDatabase.Check(connectionString);
            return;
        }
        try
        {
            if (new SqliteConnectionStringBuilder(parsed.ConnectionString).DataSource is "")
            {
                throw new JournalCannotOpenException($"Journal:ConnectionString names neither a server nor a file; give one such as {Examples}.");
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new JournalCannotOpenException($"Journal:ConnectionString can't be used ({e.Message.TrimEnd('.')}); give one such as {Examples}.", e);
        }
    }

    private static DbConnectionStringBuilder? Parsed(string connectionString)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
