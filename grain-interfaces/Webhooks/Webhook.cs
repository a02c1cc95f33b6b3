using System.Collections.Immutable;

namespace Conversations;

/// <summary>An address of an account that is told of events. Only <see cref="Enabled"/> ever changes.</summary>
[GenerateSerializer, Immutable, Alias("conversations.webhook.v1")]
public sealed record Webhook
{
    /// <summary>Unique within the account.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>Where requests go: http or https, to a host of the account's <c>allowedHosts</c>.</summary>
    [Id(1)] public required string Url { get; init; }
    /// <summary>Which events.</summary>
    [Id(2)] public required WebhookFilter Filter { get; init; }
    /// <summary>Signs every request. At least 16 characters.</summary>
    [Id(3)] public required string Secret { get; init; }
    /// <summary>Whether it is told at all.</summary>
    [Id(4)] public required bool Enabled { get; init; }
    /// <summary>When it was made, UTC.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    // Not the generated one, which would show the secret to every log.
    public override string ToString() => $"webhook {Id}";
}

/// <summary>Which events a webhook is told of.</summary>
[GenerateSerializer, Immutable, Alias("conversations.webhook-filter.v1")]
public sealed record WebhookFilter
{
    /// <summary>Stands for every kind.</summary>
    public const string Any = "*";

    /// <summary>Kinds such as <c>messagePublished.v1</c>, or <c>messagePublished</c> for every version of it, or <see cref="Any"/>.</summary>
    [Id(0)] public required ImmutableArray<string> Events { get; init; }
    /// <summary>Only what a consumer may see; default everything.</summary>
    [Id(1)] public bool ConsumerOnly { get; init; }

    /// <summary>Whether the webhook is told of it. What only says that a webhook is told is never wanted: it would not end.</summary>
    public bool Wants(ConversationEvent happened)
    {
        if (happened is EffectStarted { Effect: WebhookDelivery } or EffectSettled { Outcome.DeliveredTo: not null }) return false;
        if (ConsumerOnly && !ConsumerEvents.MayBeSeen(happened)) return false;
        var kind = EventKinds.Of(happened);
        foreach (var name in Events)
        {
            if (name == Any || EventKinds.Is(kind, name)) return true;
        }
        return false;
    }
}

/// <summary>Events of a conversation are to be given to a webhook.</summary>
[GenerateSerializer, Immutable, Alias("conversations.webhook-delivery.v1")]
public sealed record WebhookDelivery : Effect
{
    /// <summary>Which webhook.</summary>
    [Id(0)] public required string WebhookId { get; init; }
    /// <summary>Events after this version…</summary>
    [Id(1), System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
    public required long FromVersion { get; init; }
    /// <summary>…up to this one. Fixed when it is promised, so that every try sends the same under one id.</summary>
    [Id(2)] public required long ToVersion { get; init; }
    /// <summary>What the webhook wants of them.</summary>
    [Id(3)] public required WebhookFilter Filter { get; init; }
}
