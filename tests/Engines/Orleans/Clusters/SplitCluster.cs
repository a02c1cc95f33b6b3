using Conversations.Client;
using Conversations.Tests.AccountFolders;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clusters;

/// <summary>Three silos on hosts of their own, whose connections can be cut; PostgreSQL and Redis are at the test's own place.</summary>
internal sealed class SplitCluster : IAsyncDisposable
{
    private const string Key = "key-of-the-split-cluster";
    private const int Count = 3;
    private const int HttpPort = 5080;

    private readonly SiloFolder _folder = new();
    private readonly Hosts _hosts;
    private readonly PostgresServer _postgres;
    private readonly RedisServer _redis;
    private readonly string _database;
    private readonly SiloProcess?[] _silos = new SiloProcess?[Count];
    private readonly HttpClient _http;

    private SplitCluster(Hosts hosts, PostgresServer postgres, RedisServer redis, string database)
    {
        (_hosts, _postgres, _redis, _database) = (hosts, postgres, redis, database);
        _http = new(new AnySilo([.. Enumerable.Range(0, Count).Select(i => new Uri($"http://{hosts.Address(i)}:{HttpPort}"))])) { Timeout = Timeout.InfiniteTimeSpan };
        MakeAccount();
    }

    public static async Task<SplitCluster> Start()
    {
        var hosts = await Hosts.Make(Count);
        var postgres = await PostgresServer.StartOrSkip(hosts.Base, hosts.Network);
        var redis = await RedisServer.Start(hosts.SecondBase);
        var database = (await postgres.MakeDatabase()).Replace("Host=127.0.0.1", $"Host={hosts.Base}", StringComparison.Ordinal);
        var cluster = new SplitCluster(hosts, postgres, redis, database);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Count).Select(cluster.StartSilo));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public IConversationsClient Client() => new HttpConversationsClient(_http, new ConversationsClientOptions
    {
        Server = new Uri($"http://{_hosts.Address(0)}:{HttpPort}"), Account = "demo", Key = Key, Attempts = 20,
        FirstDelay = TimeSpan.FromMilliseconds(50), LongestDelay = TimeSpan.FromMilliseconds(250),
        Timeout = TimeSpan.FromSeconds(20), SilenceLimit = TimeSpan.FromSeconds(30),
    });

    /// <summary>The silo reaches PostgreSQL and its clients, but no other silo, and Redis only where that is left to it.</summary>
    public Task CutOff(int silo, bool fromRedis) => _hosts.Cut(silo, Others(silo, fromRedis));

    public Task Join(int silo, bool toRedis) => _hosts.Mend(silo, Others(silo, toRedis));

    /// <summary>Waits until a silo has ended by itself.</summary>
    public Task<int> End(int silo, TimeSpan patience) => _silos[silo]!.End(patience);

    public async Task StartSilo(int silo)
    {
        if (_silos[silo] is { } old)
        {
            await old.DisposeAsync();
        }
        _silos[silo] = await SiloProcess.StartElsewhere(
            _folder, [.. _hosts.On(silo), "env", $"SPLIT_KEY={Key}"],
            "--urls", $"http://{_hosts.Address(silo)}:{HttpPort}", $"--Accounts:Path={Path.Combine(_folder.Path, "accounts")}",
            $"--Journal:ConnectionString={_database}", $"--Cluster:Redis={_redis.Address}", $"--Cluster:Name=silo-{silo}", $"--Cluster:Address={_hosts.Address(silo)}");
    }

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
        await _hosts.DisposeAsync();
        _folder.Dispose();
    }

    private IEnumerable<string> Others(int silo, bool andRedis) =>
        Enumerable.Range(0, Count).Where(i => i != silo).Select(_hosts.Address).Concat(andRedis ? [_hosts.SecondBase] : []);

    // The demo account, with a key that is valid beyond loopback.
    private void MakeAccount()
    {
        var (from, to) = (Repository.Path("accounts", "demo"), Path.Combine(_folder.Path, "accounts", "demo"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var account = Path.Combine(to, "account.yaml");
        File.WriteAllText(account, File.ReadAllText(account).Replace("key: demo-admin", "keyFromEnvironment: SPLIT_KEY", StringComparison.Ordinal));
    }
}
