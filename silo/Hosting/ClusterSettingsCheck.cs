using System.Net;
using Conversations.Tls;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

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
