using System.Net;

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
