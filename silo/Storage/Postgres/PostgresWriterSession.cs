using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>The connection that writes.</summary>
internal sealed class PostgresWriterSession : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly bool _isDirect;

    private PostgresWriterSession(NpgsqlConnection connection, AppendStatements statements)
    {
        (_connection, Statements) = (connection, statements);
        using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        // A pooler gives each of its clients a number of its own. Behind one the next transaction may run in another session, which
        // does not know what was prepared in this one.
        _isDirect = (int)command.ExecuteScalar()! == connection.ProcessID;
    }

    public AppendStatements Statements { get; }

    public static PostgresWriterSession Open(NpgsqlDataSource source, AppendStatements statements)
    {
        var connection = source.OpenConnection();
        try
        {
            return new(connection, statements);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public NpgsqlBatch Batch() => new(_connection);

    /// <summary>The plans of the batch's statements are kept by the server, where that is possible; costs nothing once they are.</summary>
    public void Prepare(NpgsqlBatch batch)
    {
        if (_isDirect)
        {
            batch.Prepare();
        }
    }

    public void Dispose() => _connection.Dispose();
}
