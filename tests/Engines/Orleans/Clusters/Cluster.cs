using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clusters;

/// <summary>Silos of this build in processes of their own, with a PostgreSQL and a Redis; any silo serves any client.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly SiloFolder _folder = new();
    private readonly PostgresServer _postgres;
    private readonly RedisServer _redis;
    private readonly string _database;
    private readonly string[] _settings;
    private readonly int[] _httpPorts;
    private readonly SiloProcess?[] _silos;
    private readonly HttpClient _http;

    private Cluster(PostgresServer postgres, RedisServer redis, string database, int count, string[] settings)
    {
        (_postgres, _redis, _database, _settings) = (postgres, redis, database, settings);
        _httpPorts = FreePort.Take(count);
        _silos = new SiloProcess?[count];
        Addresses = [.. _httpPorts.Select(port => new Uri($"http://127.0.0.1:{port}"))];
        _http = new(new AnySilo(Addresses)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>As <c>Cluster:Redis</c> takes it.</summary>
    public string Redis => _redis.Address;

    public int Count => _silos.Length;

    /// <param name="count">How many silos.</param>
    /// <param name="settings">What each gets beside the usual, as on its command line.</param>
    public static async Task<Cluster> Start(int count, params string[] settings)
    {
        var postgres = await PostgresServer.StartOrSkip();
        var cluster = new Cluster(postgres, await RedisServer.Start(), await postgres.MakeDatabase(), count, settings);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(cluster.StartSilo));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client that goes to any silo that listens, as behind a load balancer.</summary>
    public IConversationsClient Client(int attempts = 20) => new HttpConversationsClient(_http, new ConversationsClientOptions
    {
        Server = Addresses[0], Account = SiloProcess.Account, Key = SiloProcess.Key, Attempts = attempts,
        FirstDelay = TimeSpan.FromMilliseconds(50), LongestDelay = TimeSpan.FromMilliseconds(250),
        Timeout = TimeSpan.FromSeconds(20), SilenceLimit = TimeSpan.FromSeconds(30),
    });

    /// <summary>A client of one silo.</summary>
    public IConversationsClient ClientOf(int silo) => _silos[silo]!.Client();

    public SiloProcess Silo(int silo) => _silos[silo]!;

    public async Task StartSilo(int silo)
    {
        if (_silos[silo] is { } old)
        {
            await old.DisposeAsync();
        }
        // Ports of their own for each life: the last one's may not be free yet.
        var ports = FreePort.Take(2);
        _silos[silo] = await SiloProcess.Start(
            _folder, _httpPorts[silo],
            [$"--Journal:ConnectionString={_database}", $"--Cluster:Redis={_redis.Address}", $"--Cluster:Name=silo-{silo}",
            $"--Cluster:SiloPort={ports[0]}", $"--Cluster:GatewayPort={ports[1]}", .. _settings]);
    }

    /// <summary>Ends a silo on the spot.</summary>
    public Task Kill(int silo) => _silos[silo]!.Kill();

    /// <summary>Asks a silo to stop and waits until it has; its exit code.</summary>
    public Task<int> Stop(int silo) => _silos[silo]!.Stop(TimeSpan.FromSeconds(60));

    public string Output(int silo) => _silos[silo]!.Output;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var silo in _silos)
        {
            if (silo is not null)
            {
                await silo.DisposeAsync();
            }
        }
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Dispose();
    }
}
