using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Conversations.Silo.Hosting;
using Conversations.Tls;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace Conversations.Silo.Engines.Orleans;

/// <summary>How a silo finds the others, and how soon it notices that one is gone.</summary>
internal static class Clustering
{
    /// <summary>So many unanswered probes make a silo suspect.</summary>
    private const int MissedProbes = 3;

    public static void Join(this ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (cluster.ServiceId, cluster.ClusterId));
        silo.Configure<SiloOptions>(options => options.SiloName = cluster.Name);
        silo.Configure<ClusterMembershipOptions>(options => Detect(options, TimeSpan.FromSeconds(cluster.FailureDetectionSeconds)));
        var port = cluster.SiloPort is 0 ? FreePort() : cluster.SiloPort;
        if (cluster.IsAlone)
        {
            // Reminders in memory are enough: every partition is watched anew when the silo starts.
            silo.UseLocalhostClustering(port, cluster.GatewayPort, serviceId: cluster.ServiceId, clusterId: cluster.ClusterId).UseInMemoryReminderService();
        }
        else
        {
            var redis = ConfigurationOptions.Parse(cluster.Redis!);
            // A silo that is started before its Redis waits for it.
            redis.AbortOnConnectFail = false;
            silo.ConfigureEndpoints(IPAddress.Parse(cluster.Address), port, cluster.GatewayPort);
            silo.UseRedisClustering(options => options.ConfigurationOptions = redis);
            silo.UseRedisReminderService(options => options.ConfigurationOptions = redis);
        }
        if (cluster.Tls is { IsOn: true } tls)
        {
            var certificates = new PeerCertificates(tls.Certificate!, tls.CertificateKey!, tls.Authority!);
            silo.UseTls(certificates.Own, certificates.Demand);
        }
    }

    private static void Detect(ClusterMembershipOptions options, TimeSpan within)
    {
        options.NumMissedProbesLimit = MissedProbes;
        options.ProbeTimeout = within / (MissedProbes + 1);
        // Where Orleans adapts the wait for an answer to the answers so far, this is its bound. Set by name, for not every 10.4 has it.
        new ConfigurationBuilder()
            .AddInMemoryCollection([new("MaxProbeTimeout", (within / MissedProbes).ToString("c", CultureInfo.InvariantCulture))]).Build()
            .Bind(options);
        // Gossip tells of changes at once; the table is read again in case a word was lost.
        options.TableRefreshTimeout = 2 * within;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
