using Conversations.Tls;
using StackExchange.Redis;

namespace Conversations.Client;

/// <summary>How a program reaches a cluster of silos. Names and defaults are those of the silo's settings under <c>Cluster</c>.</summary>
public sealed class ClusterConnection
{
    /// <summary>The Redis where the cluster keeps its members, for example <c>127.0.0.1:6379</c>; a password as in <c>host:6379,password=…</c>.</summary>
    /// <value>Required.</value>
    public string Redis { get; set; } = "";

    /// <summary>The cluster's service id.</summary>
    /// <value>Default <c>conversations</c>.</value>
    public string ServiceId { get; set; } = "conversations";

    /// <summary>The cluster's id.</summary>
    /// <value>Default <c>conversations</c>.</value>
    public string ClusterId { get; set; } = "conversations";

    /// <summary>Certificates, when the cluster's silos talk over TLS.</summary>
    public ClusterConnectionTls Tls { get; } = new();

    /// <summary>For how long the start of the program waits for a silo that lets it in; then it fails.</summary>
    /// <value>Zero to 10 minutes. Default 30 s. Once connected, a lost connection is taken up again without limit.</value>
    public TimeSpan StartLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Every fault of the settings, each with what to write instead; empty when there is none.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        Demand(!string.IsNullOrWhiteSpace(Redis), "Redis is missing; give the Redis of the cluster, such as 127.0.0.1:6379.");
        Demand(string.IsNullOrWhiteSpace(Redis) || IsRedis(Redis), "Redis can't be read; give host and port, such as 127.0.0.1:6379, and options after commas.");
        Demand(!string.IsNullOrWhiteSpace(ServiceId), "ServiceId is empty; give that of the silos (default 'conversations').");
        Demand(!string.IsNullOrWhiteSpace(ClusterId), "ClusterId is empty; give that of the silos (default 'conversations').");
        Demand(StartLimit >= TimeSpan.Zero && StartLimit <= TimeSpan.FromMinutes(10), $"StartLimit is {StartLimit}; give zero to 10 minutes (default 00:00:30).");
        faults.AddRange(TlsFiles.Faults("Tls.", Tls.Certificate, Tls.CertificateKey, Tls.Authority));
        return faults;

        void Demand(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }

    private static bool IsRedis(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>Mutual TLS: this program shows its certificate, the silos theirs, both of one authority. All three files or none.</summary>
public sealed class ClusterConnectionTls
{
    /// <summary>A PEM file with this program's certificate and the intermediate ones. Default: no TLS.</summary>
    public string? Certificate { get; set; }

    /// <summary>A PEM file with its private key.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>A PEM file with the certificates of the authority that the silos must show one of.</summary>
    public string? Authority { get; set; }

    internal bool IsOn => !string.IsNullOrWhiteSpace(Certificate);
}
