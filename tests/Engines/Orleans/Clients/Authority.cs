using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Conversations.Tests.Clients;

/// <summary>Certificates of an authority of the test's own, as PEM files in a folder that goes with it.</summary>
internal sealed class Authority : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conversations-tls-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _own;

    public Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        File = Write("authority.pem", _own.ExportCertificatePem());
    }

    /// <summary>The authority's certificate.</summary>
    public string File { get; }

    /// <summary>The files of a certificate and its key, for both sides of a connection.</summary>
    public (string Certificate, string Key) Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], critical: false));
        using var issued = request.Create(_own, _own.NotBefore, _own.NotAfter, RandomNumberGenerator.GetBytes(16));
        return (Write($"{name}.pem", issued.ExportCertificatePem()), Write($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        _own.Dispose();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Write(string name, string pem)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, pem);
        return path;
    }
}
