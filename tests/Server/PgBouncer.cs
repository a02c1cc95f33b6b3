namespace Conversations.Tests.Servers;

/// <summary>A pooler in transaction mode in front of a server: each transaction may run in another session. Tests are skipped where there is none.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ChildProcess _process;

    private PgBouncer(DirectoryInfo folder, ChildProcess process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    public static async Task<PgBouncer> Start(PostgresServer server)
    {
        Assert.SkipWhen(PostgresPrograms.PgBouncer is null, "There is no PgBouncer on this machine.");
        var folder = PostgresPrograms.MakeFolder("conversations-pgbouncer-");
        var port = FreePort.Take();
        var settings = Path.Combine(folder.FullName, "pgbouncer.ini");
        // Few sessions for many clients, so that they change hands all the time.
        await File.WriteAllTextAsync(settings, $"""
            [databases]
            * = user=postgres host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 3
            max_client_conn = 500
            """);
        var (program, arguments) = PostgresPrograms.AsUser(PostgresPrograms.PgBouncer!, settings);
        var bouncer = new PgBouncer(folder, ChildProcess.Start(program, arguments, "/"), port);
        while (!bouncer._process.Errors.Contains("process up", StringComparison.Ordinal))
        {
            Assert.False(bouncer._process.HasExited, bouncer._process.Output);
            await Task.Delay(20);
        }
        return bouncer;
    }

    /// <summary>The same database, through the pooler.</summary>
    public string InFront(string connectionString, PostgresServer server) =>
        connectionString.Replace($"Port={server.Port}", $"Port={Port}", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
