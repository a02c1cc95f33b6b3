using System.Net;
using Conversations.Tls;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

/// <summary>The silos that this one works with. Only the engine <c>orleans</c> has a cluster.</summary>
internal sealed class ClusterSettings
{
    public const string Section = "Cluster";

    /// <summary>The Redis that keeps membership and reminders, for example <c>127.0.0.1:6379</c>. Default: none, this silo is alone.</summary>
    public string? Redis { get; set; }

    /// <summary>What keeps its grains apart from those of other services on the same Redis; never changes. Default <c>conversations</c>.</summary>
    public string ServiceId { get; set; } = "conversations";

    /// <summary>Silos of the same id form one cluster. Default <c>conversations</c>.</summary>
    public string ClusterId { get; set; } = "conversations";

    /// <summary>The silo's name in logs and on the dashboard. Default: machine and process.</summary>
    public string Name { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>The IP address under which other silos and clients reach this one. Default <c>127.0.0.1</c>.</summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Where other silos connect. 0 takes a free port. Default 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where client programs connect; 0 lets none in. Default 30000.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>
    /// After how many seconds without an answer the others take a silo for dead. Until then its conversations can't be reached;
    /// a pause longer than that costs a living silo its place. 3 to 60, default 6.
    /// </summary>
    public int FailureDetectionSeconds { get; set; } = 6;

    /// <summary>Certificates, when silos and clients are to talk over TLS.</summary>
    public TlsSettings Tls { get; set; } = new();

    public bool IsAlone => string.IsNullOrWhiteSpace(Redis);
}

/// <summary>Mutual TLS between silos and from client programs: each side shows its certificate, both must be of one authority.</summary>
internal sealed class TlsSettings
{
    /// <summary>A PEM file with this silo's certificate and the intermediate ones. Default: no TLS.</summary>
    public string? Certificate { get; set; }

    /// <summary>A PEM file with its private key.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>A PEM file with the certificates of the authority that the other side must show one of.</summary>
    public string? Authority { get; set; }

    public bool IsOn => !string.IsNullOrWhiteSpace(Certificate);
}

/// <summary>The clustering settings and what can be wrong with them, whatever the engine.</summary>
internal sealed class ClusterSettingsCheck(IOptions<JournalOptions> journal) : IValidateOptions<ClusterSettings>
{
    private const int LargestPort = 65535;

    public ValidateOptionsResult Validate(string? name, ClusterSettings cluster)
    {
        List<string> faults = [];
        void Demand(bool holds, string fault)
        {
            if (!holds) faults.Add(fault);
        }
        if (!cluster.IsAlone && !Engines.Engine.HasCluster)
        {
            return ValidateOptionsResult.Fail($"Cluster:Redis is given and this program was built with the engine '{Engines.Engine.Name}', which runs in one process; build with -p:Engine=Orleans, or take the setting out.");
        }
        Demand(cluster.IsAlone || journal.Value.IsShared,
            "Cluster:Redis is given and the journal is an SQLite file, which one process can use; give Journal:ConnectionString of a PostgreSQL server.");
        Demand(!string.IsNullOrWhiteSpace(cluster.ServiceId), "Cluster:ServiceId is empty; give a name such as 'conversations'.");
        Demand(!string.IsNullOrWhiteSpace(cluster.ClusterId), "Cluster:ClusterId is empty; give a name such as 'conversations'.");
        Demand(!string.IsNullOrWhiteSpace(cluster.Name), "Cluster:Name is empty; give each silo a name of its own, or remove the setting.");
        Demand(IPAddress.TryParse(cluster.Address, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any),
            $"Cluster:Address is '{cluster.Address}'; give the IP address under which the other silos reach this one.");
        Demand(cluster.SiloPort is >= 0 and <= LargestPort, $"Cluster:SiloPort is {cluster.SiloPort}; give 1 to 65535, or 0 for a free one.");
        Demand(cluster.GatewayPort is >= 0 and <= LargestPort, $"Cluster:GatewayPort is {cluster.GatewayPort}; give 1 to 65535, or 0 to let no client program in.");
        Demand(cluster.FailureDetectionSeconds is >= 3 and <= 60, $"Cluster:FailureDetectionSeconds is {cluster.FailureDetectionSeconds}; give 3 to 60 (default 6).");
        faults.AddRange(TlsFiles.Faults("Cluster:Tls:", cluster.Tls.Certificate, cluster.Tls.CertificateKey, cluster.Tls.Authority));
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
