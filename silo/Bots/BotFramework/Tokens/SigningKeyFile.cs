using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Conversations.Silo.Bots.BotFramework.Tokens;

/// <summary>Reads a PEM file with private keys. Other blocks, such as certificates, are passed over.</summary>
internal static class SigningKeyFile
{
    /// <summary>Bits. Below that RS256 is not to be used (RFC 7518).</summary>
    public const int ShortestKey = 2048;

    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="CryptographicException">A key in it can't.</exception>
    public static ImmutableArray<RSA> Read(string path)
    {
        var keys = ImmutableArray.CreateBuilder<RSA>();
        ReadOnlySpan<char> rest = File.ReadAllText(path);
        while (PemEncoding.TryFind(rest, out var block))
        {
            if (rest[block.Label] is "PRIVATE KEY" or "RSA PRIVATE KEY")
            {
                var rsa = RSA.Create();
                rsa.ImportFromPem(rest[block.Location]);
                if (rsa.KeySize >= ShortestKey) keys.Add(rsa);
            }
            rest = rest[block.Location.End..];
        }
        return keys.ToImmutable();
    }
}
