using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Conversations.Tls;

/// <summary>
/// Mutual TLS between silos, and from client programs to silos: each side shows its certificate, and both must be of one authority.
/// The client library compiles this file, too.
/// </summary>
internal sealed class PeerCertificates
{
    private readonly X509Certificate2Collection _authority = [];

    /// <summary>Reads the PEM files.</summary>
    public PeerCertificates(string certificate, string certificateKey, string authority)
    {
        Own = X509Certificate2.CreateFromPemFile(certificate, certificateKey);
        _authority.ImportFromPemFile(authority);
    }

    /// <summary>What this side shows.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>Lets nobody pass whose certificate is not of the authority.</summary>
    public void Demand(TlsOptions options)
    {
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, _, _) => IsOfAuthority(certificate);
        // Peers are known by their authority: an address in the membership table is an IP address that no certificate has to carry.
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = Own.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }

    private bool IsOfAuthority(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
