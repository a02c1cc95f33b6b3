using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

[assembly: AssemblyFixture(typeof(Conversations.Tests.Servers.PostgresServer.Keeper))]

namespace Conversations.Tests.Servers;

internal sealed partial class PostgresServer
{
    private static readonly ConcurrentBag<PostgresServer> SharedOnes = [];
    private static readonly Lazy<Task<PostgresServer>> SharedOne = new(async () =>
    {
        var server = await StartOrSkip();
        SharedOnes.Add(server);
        return server;
    });

    /// <summary>One for all tests that do it no harm.</summary>
    public static Task<PostgresServer> Shared => SharedOne.Value;

    /// <summary>Starts one; where there is no PostgreSQL the test is skipped.</summary>
    public static Task<PostgresServer> StartOrSkip(string? host = null, string? network = null)
    {
        Assert.SkipUnless(PostgresPrograms.AreThere, "There is no PostgreSQL server on this machine: neither in /usr/lib/postgresql nor on the PATH.");
        return Start(host, network);
    }

    /// <summary>Waits until a statement in the connection's database waits for a lock; after 30 s the test fails.</summary>
    public static async Task UntilALockIsAwaited(NpgsqlConnection connection)
    {
        // Inside of a transaction the server shows the sessions as they were when first asked, unless it is told to look again.
        await using var again = new NpgsqlCommand("SELECT pg_stat_clear_snapshot()", connection);
        await using var waiting = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(5))
        {
            await again.ExecuteNonQueryAsync();
            if ((long)(await waiting.ExecuteScalarAsync())! > 0) return;
        }
        Assert.Fail("No statement has come to wait for the lock within 30 s.");
    }

    /// <summary>Ends the shared server after the last test.</summary>
    public sealed class Keeper : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            while (SharedOnes.TryTake(out var server))
            {
                await server.DisposeAsync();
            }
        }
    }
}
