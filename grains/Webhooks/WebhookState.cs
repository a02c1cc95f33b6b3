using System.Collections.Immutable;
using Conversations.Storage;

namespace Conversations.Webhooks;

/// <summary>What is kept of an account's webhooks.</summary>
internal sealed record WebhookRegistryState : StoredState
{
    /// <summary>How many an account may have.</summary>
    internal const int Most = 20;

    /// <summary>Rises with every change.</summary>
    public long Version { get; init; }
    /// <summary>Oldest first.</summary>
    public ImmutableArray<StoredWebhook> Webhooks { get; init; } = [];

    public StoredWebhook? Of(string id) => Webhooks.FirstOrDefault(w => w.Id == id);

    public WebhookRegistryState With(ImmutableArray<StoredWebhook> webhooks) => this with { Version = Version + 1, Webhooks = webhooks };
}

/// <summary>A webhook. Its secret is kept as it is: without it nothing can be signed.</summary>
internal sealed record StoredWebhook : StoredState
{
    public required string Id { get; init; }
    public required string Url { get; init; }
    public required ImmutableArray<string> Events { get; init; }
    public bool ConsumerOnly { get; init; }
    public required string Secret { get; init; }
    public bool Enabled { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public override string ToString() => $"webhook {Id}";

    public static StoredWebhook Of(Webhook webhook) => new()
    {
        Id = webhook.Id, Url = webhook.Url, Events = webhook.Filter.Events, ConsumerOnly = webhook.Filter.ConsumerOnly,
        Secret = webhook.Secret, Enabled = webhook.Enabled, CreatedAt = webhook.CreatedAt,
    };

    public Webhook Shown => new()
    {
        Id = Id, Url = Url, Filter = new() { Events = Events, ConsumerOnly = ConsumerOnly }, Secret = Secret, Enabled = Enabled, CreatedAt = CreatedAt,
    };
}

/// <summary>What is kept of a webhook's deliveries. Pure: the rules of which dead letters stay are here.</summary>
internal sealed record WebhookLedgerState : StoredState
{
    /// <summary>Beyond this the oldest are dropped.</summary>
    internal const int MostDeadLetters = 1_000;

    public long Delivered { get; init; }
    public long Failed { get; init; }
    public long Dead { get; init; }
    public long Dropped { get; init; }
    public ImmutableArray<StoredDeadLetter> DeadLetters { get; init; } = [];

    /// <summary>With a further dead letter; itself when that delivery is one already.</summary>
    public WebhookLedgerState With(DeadLetter letter)
    {
        if (DeadLetters.Any(l => l.Conversation == letter.Conversation && l.Key == letter.Key)) return this;
        var dropped = Math.Max(0, DeadLetters.Length + 1 - MostDeadLetters);
        return this with
        {
            Dead = Dead + 1, Dropped = Dropped + dropped, DeadLetters = DeadLetters.RemoveRange(0, dropped).Add(StoredDeadLetter.Of(letter, Dead + 1)),
        };
    }

    public WebhookLedgerState Without(long number) => this with { DeadLetters = DeadLetters.RemoveAll(l => l.Number == number) };

    public WebhookLedger Shown => new()
    {
        Delivered = Delivered, Failed = Failed, Dead = Dead, Dropped = Dropped, DeadLetters = [.. DeadLetters.Select(l => l.Shown)],
    };
}

/// <summary>A delivery that was given up.</summary>
internal sealed record StoredDeadLetter : StoredState
{
    public required long Number { get; init; }
    public required string Conversation { get; init; }
    public required string Key { get; init; }
    public required long FromVersion { get; init; }
    public required long ToVersion { get; init; }
    public required string Error { get; init; }
    public required DateTimeOffset At { get; init; }

    public static StoredDeadLetter Of(DeadLetter letter, long number) => new()
    {
        Number = number, Conversation = letter.Conversation, Key = letter.Key, FromVersion = letter.FromVersion, ToVersion = letter.ToVersion,
        Error = letter.Error, At = letter.At,
    };

    public DeadLetter Shown => new()
    {
        Number = Number, Conversation = Conversation, Key = Key, FromVersion = FromVersion, ToVersion = ToVersion, Error = Error, At = At,
    };
}
