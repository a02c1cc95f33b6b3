using Npgsql;

namespace Conversations.Tests.Servers;

/// <summary>
/// A PostgreSQL server of our own, in a temporary folder, on a free port of this machine; everything about it is as a server
/// comes, so a commit is on disk when it is told.
/// </summary>
internal sealed partial class PostgresServer : IAsyncDisposable
{
    private static int _databases;
    private readonly DirectoryInfo _folder;

    private PostgresServer(DirectoryInfo folder, int port) => (_folder, Port) = (folder, port);

    public int Port { get; }

    /// <summary>To a database of it, as its superuser.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username=postgres;Include Error Detail=true";

    /// <param name="host">Another address to listen on.</param>
    /// <param name="network">Who may connect there, as <c>address/bits</c>.</param>
    public static async Task<PostgresServer> Start(string? host = null, string? network = null)
    {
        var server = new PostgresServer(PostgresPrograms.MakeFolder("conversations-postgres-"), FreePort.Take());
        await PostgresPrograms.Run("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await File.AppendAllTextAsync(
            Path.Combine(server.Data, "postgresql.conf"),
            $"listen_addresses = '127.0.0.1{(host is null ? "" : $",{host}")}'\nport = {server.Port}\nunix_socket_directories = ''\nmax_connections = 300\n");
        if (network is not null)
        {
            await File.AppendAllTextAsync(Path.Combine(server.Data, "pg_hba.conf"), $"host all all {network} trust\n");
        }
        await server.StartAgain();
        return server;
    }

    /// <summary>A new, empty database; gives its connection string.</summary>
    public async Task<string> MakeDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await Execute(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>A schema that is not there yet; gives the connection string that names it. It takes far less time and disk than a database.</summary>
    public string NameSchema() => $"{ConnectionString("postgres")};Search Path=test_{Interlocked.Increment(ref _databases)}";

    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Task StartAgain() => Control("start");

    /// <param name="mode"><c>fast</c>: as an operator does; <c>immediate</c>: as if the machine had failed.</param>
    public Task Stop(string mode = "fast") => Control("stop", "-m", mode);

    /// <inheritdoc cref="Stop"/>
    public Task Restart(string mode = "fast") => Control("restart", "-m", mode);

    /// <summary>Ends every connection to it but the caller's, whatever it is doing.</summary>
    public Task CutConnections() => Execute(
        ConnectionString("postgres"), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await Stop("immediate");
        }
        _folder.Delete(recursive: true);
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private Task Control(string what, params string[] more) =>
        PostgresPrograms.Run("pg_ctl", [what, "-D", Data, "-l", Path.Combine(_folder.FullName, "log"), "-w", "-t", "60", .. more]);
}
