using System.Collections.Immutable;
using System.Security.Cryptography;
using Conversations.Journal;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Silo.Bots.BotFramework.Tokens;

/// <summary>
/// The keys that sign this server's tokens for bots. Without a file the one key is kept in the journal, as that of consumers' tokens is:
/// every server of a service has the same. It is made when it is first needed; most services need none.
/// </summary>
internal sealed class BotSigningKeys(IConversationJournal journal, IOptions<BotsOptions> options)
{
    private const string Name = "bots-signing-key";
    private readonly Lock _gate = new();
    private Task<ImmutableArray<RsaSecurityKey>>? _keys;

    /// <summary>All of them; the first one signs.</summary>
    public Task<ImmutableArray<RsaSecurityKey>> All(CancellationToken cancellation)
    {
        lock (_gate)
        {
            // A journal that could not be reached is asked again by the next who needs a key.
            if (_keys is null or { IsFaulted: true } or { IsCanceled: true }) _keys = Task.Run(Load, CancellationToken.None);
            return _keys.WaitAsync(cancellation);
        }
    }

    private async Task<ImmutableArray<RsaSecurityKey>> Load()
    {
        var keys = options.Value.SigningKey is { Length: > 0 } path ? SigningKeyFile.Read(path) : [await Kept()];
        return [.. keys.Select(Named)];
    }

    private async Task<RSA> Kept()
    {
        using var made = RSA.Create(SigningKeyFile.ShortestKey);
        var kept = RSA.Create();
        kept.ImportPkcs8PrivateKey(await journal.Keep(Name, made.ExportPkcs8PrivateKey(), CancellationToken.None), out _);
        return kept;
    }

    // The same key has the same name on every server.
    private static RsaSecurityKey Named(RSA rsa)
    {
        var key = new RsaSecurityKey(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}
