using System.Collections.Immutable;

namespace Conversations;

/// <summary>The webhooks of an account, kept durably. The key is the account id.</summary>
[Alias("conversations.webhook-registry-grain.v1")]
public interface IWebhookRegistryGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>Adds a webhook; refused with <see cref="RefusalCodes.TooManyWebhooks"/> when there are 20.</summary>
    [Alias("Add")]
    Task<Refusal?> Add(Webhook webhook);

    /// <summary>All of them when they differ from what <paramref name="known"/> was the version of; null when they do not.</summary>
    [AlwaysInterleave, Alias("Changes")]
    Task<WebhookList?> Changes(long known);

    /// <summary>One of them; null when there is none such.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<Webhook?> Find(string id);

    /// <summary>Switches it on or off; null when there is none such.</summary>
    [Alias("Switch")]
    Task<Webhook?> Switch(string id, bool enabled);

    /// <summary>Removes it with its counters and dead letters; false when there is none such.</summary>
    [Alias("Remove")]
    Task<bool> Remove(string id);
}

/// <summary>The webhooks of an account.</summary>
[GenerateSerializer, Immutable, Alias("conversations.webhook-list.v1")]
public sealed record WebhookList
{
    /// <summary>Rises with every change.</summary>
    [Id(0)] public required long Version { get; init; }
    /// <summary>Oldest first.</summary>
    [Id(1)] public required ImmutableArray<Webhook> Webhooks { get; init; }
}
