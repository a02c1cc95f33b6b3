namespace Conversations.Cli.Commands;

/// <summary>Where a cluster is, and with which certificate it is reached.</summary>
internal sealed record ClusterAddress
{
    public required string Redis { get; init; }
    public required string ServiceId { get; init; }
    public required string ClusterId { get; init; }
    public string? Certificate { get; init; }
    public string? CertificateKey { get; init; }
    public string? Authority { get; init; }
}
