using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>From a connection string to the database it means. Nothing here ever prints it: it may hold a password.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    public const string DefaultSchema = "conversations";
    private const string Example = "'Host=127.0.0.1;Database=conversations;Username=conversations'";

    private PostgresDatabase(NpgsqlConnectionStringBuilder connection, string schema)
    {
        (SchemaName, Schema) = (schema, $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        Name = $"PostgreSQL at {connection.Host}:{connection.Port}, database '{connection.Database ?? connection.Username}'";
        Source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>How messages call it.</summary>
    public string Name { get; }

    /// <summary>The schema that holds every table, as it stands in SQL. Named in each statement: behind a pooler no setting of a session lasts.</summary>
    public string Schema { get; }

    public string SchemaName { get; }

    /// <exception cref="JournalCannotOpenException">The connection string can't be used; the message says why.</exception>
    public static PostgresDatabase Of(string connectionString)
    {
        var (connection, schema) = Settings(connectionString);
        return new(connection, schema);
    }

    /// <inheritdoc cref="Of"/>
    public static void Check(string connectionString) => Settings(connectionString);

    public void Dispose() => Source.Dispose();

    private static (NpgsqlConnectionStringBuilder Connection, string Schema) Settings(string connectionString)
    {
        var connection = Parse(connectionString);
        if (string.IsNullOrWhiteSpace(connection.Host))
        {
            throw new JournalCannotOpenException($"Journal:ConnectionString names no PostgreSQL server; give one such as {Example}.");
        }
        var schema = string.IsNullOrWhiteSpace(connection.SearchPath) ? DefaultSchema : connection.SearchPath.Trim();
        if (schema.Length > 63 || schema.Contains(',', StringComparison.Ordinal) || schema.StartsWith("pg_", StringComparison.OrdinalIgnoreCase))
        {
            throw new JournalCannotOpenException($"Search Path is '{schema}'; give the name of one schema that is this service's own, or none (default '{DefaultSchema}').");
        }
        connection.SearchPath = null;
        // Every transaction brings its own settings and leaves none behind, so there is nothing to reset; a pooler would only be confused.
        connection.NoResetOnClose = true;
        connection.Enlist = false;
        Default(connection, "Maximum Pool Size", () => connection.MaxPoolSize = 20);
        Default(connection, "Timeout", () => connection.Timeout = 3);
        Default(connection, "Command Timeout", () => connection.CommandTimeout = 10);
        Default(connection, "Application Name", () => connection.ApplicationName = "conversations");
        return (connection, schema);
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            throw new JournalCannotOpenException(
                $"Journal:ConnectionString is no PostgreSQL connection string ({e.Message.TrimEnd('.')}); give one such as {Example}.", e);
        }
    }

    private static void Default(NpgsqlConnectionStringBuilder connection, string keyword, Action set)
    {
        if (!connection.ShouldSerialize(keyword))
        {
            set();
        }
    }
}
