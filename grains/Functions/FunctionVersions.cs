using System.Collections.Concurrent;
using Conversations.Accounts;

namespace Conversations.Functions;

/// <summary>What deployed functions say, once read: a version never changes. Each server reads the account's folder itself.</summary>
public sealed class FunctionVersions(IAccounts accounts, IGrainFactory grains)
{
    // Beyond it all are forgotten and read again; a version may have 100,000 characters.
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<(string Account, string Function, string Version), FunctionDefinition> _kept = [];

    /// <summary>What the target runs; null when it is gone meanwhile.</summary>
    public async ValueTask<FunctionDefinition?> Find(string account, FunctionTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Deployment == CatalogRules.FolderDeployment)
        {
            return accounts.Find(account) is { } found ? CatalogRules.InFolder(found, target.Function) : null;
        }
        return await Find(account, target.Function, target.Version);
    }

    /// <summary>A version by its hash; null when it is no longer kept.</summary>
    public async ValueTask<FunctionDefinition?> Find(string account, string function, string version)
    {
        var name = (account, function, version);
        if (_kept.TryGetValue(name, out var kept)) return kept;
        if (await grains.GetGrain<IFunctionGrain>($"{account}/{function}").GetVersion(version) is not { } read) return null;
        if (_kept.Count >= MostKept) _kept.Clear();
        return _kept.GetOrAdd(name, read);
    }
}
