namespace Conversations.Silo.Hosting;

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
