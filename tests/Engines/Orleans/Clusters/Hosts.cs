using Conversations.Tests.Servers;

namespace Conversations.Tests.Clusters;

/// <summary>
/// Hosts on one machine: a network namespace each, all on one bridge, so that connections between them can be cut. They go with the
/// test. Only root may make them; tests that need them are skipped otherwise.
/// </summary>
internal sealed class Hosts : IAsyncDisposable
{
    private readonly string _name = $"cv{Environment.ProcessId % 100_000}";
    private readonly string _network = $"10.213.{Environment.ProcessId % 200}";
    private readonly int _count;

    private Hosts(int count) => _count = count;

    /// <summary>Where the test itself is, and PostgreSQL with it.</summary>
    public string Base => $"{_network}.1";

    /// <summary>A second address of the same, so that one of two servers can be cut off.</summary>
    public string SecondBase => $"{_network}.2";

    public string Network => $"{_network}.0/24";

    public static async Task<Hosts> Make(int count)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can make the hosts of this test.");
        Programs.Demand("ip", "iproute2");
        var hosts = new Hosts(count);
        try
        {
            await hosts.MakeAll();
            return hosts;
        }
        catch (InvalidOperationException e)
        {
            await hosts.DisposeAsync();
            Assert.Skip($"This machine lets nobody make the hosts of this test: {e.Message}");
            throw;
        }
    }

    public string Address(int host) => $"{_network}.{10 + host}";

    /// <summary>What a program's command begins with to run on a host.</summary>
    public string[] On(int host) => ["ip", "netns", "exec", Namespace(host)];

    /// <summary>From now on the host gets no packet to these addresses.</summary>
    public async Task Cut(int host, params IEnumerable<string> from)
    {
        foreach (var address in from)
        {
            await Ip([.. InNamespace(host), "route", "add", "blackhole", $"{address}/32"]);
        }
    }

    public async Task Mend(int host, params IEnumerable<string> to)
    {
        foreach (var address in to)
        {
            await Ip([.. InNamespace(host), "route", "del", "blackhole", $"{address}/32"]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var host = 0; host < _count; host++)
        {
            await Programs.Run("ip", ["netns", "del", Namespace(host)]);
        }
        await Programs.Run("ip", ["link", "del", _name]);
    }

    private async Task MakeAll()
    {
        await Ip("link", "add", _name, "type", "bridge");
        await Ip("addr", "add", $"{Base}/24", "dev", _name);
        await Ip("addr", "add", $"{SecondBase}/24", "dev", _name);
        await Ip("link", "set", _name, "up");
        for (var host = 0; host < _count; host++)
        {
            var (outside, inside) = ($"{_name}o{host}", $"{_name}i{host}");
            await Ip("netns", "add", Namespace(host));
            await Ip("link", "add", outside, "type", "veth", "peer", "name", inside);
            await Ip("link", "set", outside, "master", _name, "up");
            await Ip("link", "set", inside, "netns", Namespace(host));
            await Ip([.. InNamespace(host), "addr", "add", $"{Address(host)}/24", "dev", inside]);
            await Ip([.. InNamespace(host), "link", "set", inside, "up"]);
            await Ip([.. InNamespace(host), "link", "set", "lo", "up"]);
        }
    }

    private string Namespace(int host) => $"{_name}-{host}";

    private string[] InNamespace(int host) => ["-n", Namespace(host)];

    private static async Task Ip(params string[] arguments)
    {
        var (code, output) = await Programs.Run("ip", arguments);
        if (code is not 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {output}");
        }
    }
}
