using Conversations.Storage;

namespace Conversations.Webhooks;

/// <inheritdoc cref="IWebhookRegistryGrain"/>
internal sealed class WebhookRegistryGrain([PersistentState("webhooks")] IPersistentState<WebhookRegistryState> stored) : Grain, IWebhookRegistryGrain
{
    // What is on disk: reads interleave with writes and must not see what may not come to be.
    private WebhookRegistryState _kept = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _kept = stored.State;
        return Task.CompletedTask;
    }

    public async Task<Refusal?> Add(Webhook webhook)
    {
        if (_kept.Of(webhook.Id) is not null) return null;
        if (_kept.Webhooks.Length >= WebhookRegistryState.Most)
        {
            return new() { Code = RefusalCodes.TooManyWebhooks, Detail = $"The account has {_kept.Webhooks.Length} webhooks, which is as many as it may have; delete one first." };
        }
        await Write(_kept.With(_kept.Webhooks.Add(StoredWebhook.Of(webhook))));
        return null;
    }

    public Task<WebhookList?> Changes(long known) => Task.FromResult(known == _kept.Version ? null : new WebhookList
    {
        Version = _kept.Version, Webhooks = [.. _kept.Webhooks.Select(w => w.Shown)],
    });

    public Task<Webhook?> Find(string id) => Task.FromResult(_kept.Of(id)?.Shown);

    public async Task<Webhook?> Switch(string id, bool enabled)
    {
        if (_kept.Of(id) is not { } webhook) return null;
        if (webhook.Enabled != enabled) await Write(_kept.With(_kept.Webhooks.Replace(webhook, webhook with { Enabled = enabled })));
        return _kept.Of(id)!.Shown;
    }

    public async Task<bool> Remove(string id)
    {
        if (_kept.Of(id) is not { } webhook) return false;
        await Write(_kept.With(_kept.Webhooks.Remove(webhook)));
        await GrainFactory.GetGrain<IWebhookGrain>($"{this.GetPrimaryKeyString()}/{id}").Clear();
        return true;
    }

    private async Task Write(WebhookRegistryState next)
    {
        await stored.WriteOrEnd(next, DeactivateOnIdle);
        _kept = next;
    }
}
