namespace Conversations.Tls;

/// <summary>What can be wrong with the PEM files of mutual TLS. The client library compiles this file, too.</summary>
internal static class TlsFiles
{
    /// <param name="section">Where the settings stand, for example <c>Cluster:Tls:</c>; each fault begins with it.</param>
    /// <param name="certificate">The file of the own certificate; null when not given.</param>
    /// <param name="certificateKey">The file of its key.</param>
    /// <param name="authority">The file of the authority's certificates.</param>
    public static IEnumerable<string> Faults(string section, string? certificate, string? certificateKey, string? authority)
    {
        (string Name, string? Path)[] files = [("Certificate", certificate), ("CertificateKey", certificateKey), ("Authority", authority)];
        var any = files.Any(file => !string.IsNullOrWhiteSpace(file.Path));
        foreach (var (name, path) in files.Where(_ => any))
        {
            if (string.IsNullOrWhiteSpace(path))
            {
                yield return $"{section}{name} is missing; TLS needs Certificate, CertificateKey and Authority, each the path of a PEM file.";
            }
            else if (!File.Exists(path))
            {
                yield return $"{section}{name} is '{Path.GetFullPath(path)}', which is no file; give the path of a PEM file.";
            }
        }
    }
}
