using System.Collections.Concurrent;
using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Silo.Accounts;

namespace Conversations.Silo.Webhooks;

/// <summary>
/// The accounts with their webhooks, which are not in folders. Rules ask it in every decision, so it answers from memory;
/// <see cref="WebhookRefresh"/> keeps that up to date.
/// </summary>
internal sealed class WebhookAccounts(IAccounts inner, Func<IGrainFactory> grains) : IRefreshedAccounts
{
    private readonly ConcurrentDictionary<string, WebhookList> _lists = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Merged> _merged = new(StringComparer.Ordinal);

    public ImmutableArray<Account> All => [.. inner.All.Select(WithWebhooks)];

    public Account? Find(string id) => inner.Find(id) is { } account ? WithWebhooks(account) : null;

    public async ValueTask Prepare(string id)
    {
        await inner.Prepare(id);
        if (Known(id) < 0 && inner.Find(id) is not null) await Refresh(id);
    }

    /// <summary>Asks the registry for the account's webhooks as they are now.</summary>
    public async Task Refresh(string account)
    {
        if (await grains().GetGrain<IWebhookRegistryGrain>(account).Changes(Known(account)) is { } list) Learn(account, list);
    }

    /// <summary>The version of an account's webhooks that is known here; -1 for none.</summary>
    public long Known(string account) => _lists.GetValueOrDefault(account)?.Version ?? -1;

    /// <summary>Takes what the registry said; an older answer than the one that is known is none.</summary>
    public void Learn(string account, WebhookList list) =>
        _lists.AddOrUpdate(account, list, (_, known) => known.Version > list.Version ? known : list);

    private Account WithWebhooks(Account account)
    {
        if (_lists.GetValueOrDefault(account.Id) is not { Webhooks.IsEmpty: false } list) return account;
        if (_merged.TryGetValue(account.Id, out var merged) && ReferenceEquals(merged.Source, account) && ReferenceEquals(merged.List, list))
        {
            return merged.Account;
        }
        var made = account with { Webhooks = list.Webhooks };
        _merged[account.Id] = new(account, list, made);
        return made;
    }

    private sealed record Merged(Account Source, WebhookList List, Account Account);
}
