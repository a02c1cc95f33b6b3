using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Conversations.Silo.Hosting;
using Orleans.Connections.Security;
using Orleans.Hosting;

namespace Conversations.Silo.Engines.Orleans;

/// <summary>Mutual TLS between silos, and from client programs to silos.</summary>
internal static class ClusterTls
{
    public static void UseTls(this ISiloBuilder silo, TlsSettings tls)
    {
        if (!tls.IsOn)
        {
            return;
        }
        var own = X509Certificate2.CreateFromPemFile(tls.Certificate!, tls.CertificateKey);
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(tls.Authority!);
        silo.UseTls(own, options =>
        {
            options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.RemoteCertificateValidation = (certificate, _, _) => IsOf(authority, certificate);
            // Peers are known by their authority: an address in the membership table is an IP address that no certificate has to carry.
            options.OnAuthenticateAsClient = (_, client) => client.TargetHost = own.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        });
    }

    private static bool IsOf(X509Certificate2Collection authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
