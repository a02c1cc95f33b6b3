using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conversations.Accounts;

namespace Conversations.Silo.Http.Access;

/// <summary>Finds what a key opens. Every key is compared, and each in fixed time: how long it takes says nothing about a key.</summary>
internal sealed class AccessKeys(IAccounts accounts, ListeningAddresses addresses)
{
    /// <summary>What <paramref name="key"/> opens: <paramref name="preferred"/> first when it is a key of that account.</summary>
    public (Account Account, AccessKey Key)? Find(string key, string? preferred = null)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        (Account Account, AccessKey Key)? found = null;
        foreach (var account in accounts.All)
        {
            if (Match(account, hash) is { } match && (found is null || account.Id == preferred))
            {
                found = (account, match);
            }
        }
        return found;
    }

    private AccessKey? Match(Account account, ReadOnlySpan<byte> hash)
    {
        AccessKey? match = null;
        foreach (var key in account.Keys)
        {
            // A key that everybody can read in the repository must open nothing for strangers.
            if (CryptographicOperations.FixedTimeEquals(key.Hash.AsSpan(), hash) && (!key.InFolder || addresses.LoopbackOnly))
            {
                match = key;
            }
        }
        return match;
    }
}
