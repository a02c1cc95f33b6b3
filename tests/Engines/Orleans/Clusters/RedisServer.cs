using System.Net.Sockets;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clusters;

/// <summary>A Redis of the tests' own, in a temporary folder.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conversations-redis-");
    private ChildProcess _process = null!;

    private RedisServer(string address) => Address = address;

    /// <summary>As <c>Cluster:Redis</c> takes it.</summary>
    public string Address { get; }

    public static async Task<RedisServer> Start(string host = "127.0.0.1")
    {
        var program = Programs.Demand("redis-server", "redis-server");
        var port = FreePort.Take();
        var redis = new RedisServer($"{host}:{port}");
        redis._process = ChildProcess.Start(program, ["--bind", host, "--port", $"{port}", "--protected-mode", "no", "--save", "", "--appendonly", "yes"], redis._folder.FullName);
        var until = DateTime.UtcNow + StartLimit;
        while (!await Listens(host, port))
        {
            Assert.True(DateTime.UtcNow < until, $"Redis did not start:\n{redis._process.Output}");
            await Task.Delay(50);
        }
        return redis;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> Listens(string host, int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
