using System.Collections.Concurrent;

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
