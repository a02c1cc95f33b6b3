using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Functions;
using Conversations.Silo.Accounts;

namespace Conversations.Silo.Functions;

/// <summary>
/// The accounts, with the routes of all functions that are deployed: those of the folder and those of the API. Rules ask it in every
/// decision, so it answers from memory; <see cref="FunctionRefresh"/> keeps that up to date.
/// </summary>
internal sealed class RoutedAccounts(IAccounts folders, Func<IGrainFactory> grains) : IRefreshedAccounts
{
    private readonly ConcurrentDictionary<string, DeployedFunctions> _deployed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Routed> _routed = new(StringComparer.Ordinal);
    private volatile RoutedAll? _all;

    public ImmutableArray<Account> All
    {
        get
        {
            var source = folders.All;
            if (_all is { } known && known.Source == source) return known.Accounts;
            ImmutableArray<Account> accounts = [.. source.Select(WithRoutes)];
            _all = new(source, accounts);
            return accounts;
        }
    }

    public Account? Find(string id) => folders.Find(id) is { } account ? WithRoutes(account) : null;

    public async ValueTask Prepare(string id)
    {
        await folders.Prepare(id);
        if (Known(id) < 0 && folders.Find(id) is not null) await Refresh(id);
    }

    /// <summary>Asks the account's catalog what is deployed now.</summary>
    public async Task Refresh(string account)
    {
        if (await grains().GetGrain<IFunctionCatalogGrain>(account).Deployments(Known(account)) is { } deployed) Learn(account, deployed);
    }

    /// <summary>The version of an account's deployments that is known here; -1 for none.</summary>
    public long Known(string account) => _deployed.GetValueOrDefault(account)?.Version ?? -1;

    /// <summary>Takes what a catalog said; an older answer than the one that is known is none.</summary>
    public void Learn(string account, DeployedFunctions deployed)
    {
        _deployed.AddOrUpdate(account, deployed, (_, known) => known.Version > deployed.Version ? known : deployed);
        _all = null;
    }

    private Account WithRoutes(Account account)
    {
        var deployed = _deployed.GetValueOrDefault(account.Id);
        if (_routed.TryGetValue(account.Id, out var routed) && ReferenceEquals(routed.Source, account) && ReferenceEquals(routed.Deployed, deployed))
        {
            return routed.Account;
        }
        var made = account with { FunctionRoutes = FunctionRouting.Routes(account, deployed) };
        _routed[account.Id] = new(account, deployed, made);
        return made;
    }

    private sealed record Routed(Account Source, DeployedFunctions? Deployed, Account Account);

    private sealed record RoutedAll(ImmutableArray<Account> Source, ImmutableArray<Account> Accounts);
}
