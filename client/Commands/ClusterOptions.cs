using System.CommandLine;
using Conversations.Cli.Engines;

namespace Conversations.Cli.Commands;

/// <summary>Instead of a server's address: the cluster whose grains are called directly.</summary>
/// <param name="server">The options of a server, most of which go with it alone.</param>
/// <param name="forServer">The command's other options that go with a server alone.</param>
internal sealed class ClusterOptions(ServerOptions server, params Option[] forServer)
{
    private const string DefaultId = "conversations";

    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "Go to the silos of the cluster in this Redis instead of to a server; no key is asked for. Only when built with -p:Engine=Orleans.",
        HelpName = "redis",
    };

    private readonly Option<string> _serviceId = new("--service-id")
    {
        Description = "The cluster's service id.", DefaultValueFactory = _ => DefaultId, HelpName = "id",
    };

    private readonly Option<string> _clusterId = new("--cluster-id")
    {
        Description = "The cluster's id.", DefaultValueFactory = _ => DefaultId, HelpName = "id",
    };

    private readonly Option<string?> _certificate = new("--tls-certificate")
    {
        Description = "A PEM file with a certificate of the cluster's authority, when its silos talk over TLS.", HelpName = "file",
    };

    private readonly Option<string?> _certificateKey = new("--tls-key") { Description = "A PEM file with the certificate's key.", HelpName = "file" };

    private readonly Option<string?> _authority = new("--tls-authority") { Description = "A PEM file with the authority's certificates.", HelpName = "file" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _cluster, _serviceId, _clusterId, _certificate, _certificateKey, _authority })
        {
            command.Add(option);
        }
    }

    /// <summary>Connects to the cluster; null when none was given.</summary>
    public async Task<ClusterClient?> Connect(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_cluster) is not { } redis)
        {
            return null;
        }
        if (server.ForServer.Concat(forServer).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
        {
            throw new CliException(ExitCodes.Usage, $"--cluster goes to the silos themselves and {other.Name} to a server; give one of them.");
        }
        var address = new ClusterAddress
        {
            Redis = redis, ServiceId = parsed.GetRequiredValue(_serviceId), ClusterId = parsed.GetRequiredValue(_clusterId),
            Certificate = parsed.GetValue(_certificate), CertificateKey = parsed.GetValue(_certificateKey), Authority = parsed.GetValue(_authority),
        };
        return await ClusterClient.Connect(address, server.Account(parsed), cancellation);
    }
}
