using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>Whether a server can hold conversations.</summary>
internal static partial class PostgresServerCheck
{
    private const int OldestVersion = 150_000;

    private const string Sql = """
        SELECT current_setting('server_version_num')::integer, current_setting('server_version'), current_setting('server_encoding'),
            pg_is_in_recovery(), current_setting('fsync')::boolean AND current_setting('full_page_writes')::boolean
        """;

    /// <exception cref="JournalCannotOpenException">It can't.</exception>
    public static async Task Run(NpgsqlConnection connection, PostgresDatabase database, ILogger logger, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await row.ReadAsync(cancellation).ConfigureAwait(false);
        if (row.GetInt32(0) < OldestVersion)
        {
            throw new JournalCannotOpenException($"{database.Name} is version {row.GetString(1)}; version 15 or newer is needed.");
        }
        if (row.GetString(2) is not "UTF8" and var encoding)
        {
            throw new JournalCannotOpenException($"{database.Name} keeps text as {encoding}; make a database with ENCODING 'UTF8'.");
        }
        if (row.GetBoolean(3))
        {
            throw new JournalCannotOpenException($"{database.Name} is a standby, which takes no writes; name the primary in Journal:ConnectionString.");
        }
        if (!row.GetBoolean(4))
        {
            LogUnsafe(logger, database.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} runs with fsync or full_page_writes off: when its machine fails, acknowledged messages are lost")]
    private static partial void LogUnsafe(ILogger logger, string database);
}
