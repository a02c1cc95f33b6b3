namespace Conversations.Silo.Http.V1;

/// <summary>The body of <c>POST webhooks</c>.</summary>
internal sealed record CreateWebhookRequest
{
    public string? Url { get; init; }
    /// <summary>Kinds of events, with or without their version, or <c>*</c>.</summary>
    public string[]? Events { get; init; }
    /// <summary>16 to 200 characters; one is made when it is absent.</summary>
    public string? Secret { get; init; }
    /// <summary><c>consumer</c> for what a consumer may see; everything when it is absent.</summary>
    public string? Audience { get; init; }
}

/// <summary>The body of <c>PATCH webhooks/{id}</c>.</summary>
internal sealed record SwitchWebhookRequest
{
    public bool? Enabled { get; init; }
}

/// <summary>A webhook as it was made. Its secret is shown here and never again.</summary>
internal sealed record CreatedWebhookAnswer(string Id, string Url, IReadOnlyList<string> Events, string? Audience, bool Enabled, DateTimeOffset CreatedAt, string Secret);

/// <summary>A webhook and what became of its deliveries.</summary>
internal sealed record WebhookAnswer(
    string Id, string Url, IReadOnlyList<string> Events, string? Audience, bool Enabled, DateTimeOffset CreatedAt,
    long Delivered, long FailedTries, long Dead, int DeadLetters, long Dropped)
{
    public static WebhookAnswer Of(Webhook webhook, WebhookLedger ledger) => new(
        webhook.Id, webhook.Url, webhook.Filter.Events, AudienceOf(webhook), webhook.Enabled, webhook.CreatedAt,
        ledger.Delivered, ledger.Failed, ledger.Dead, ledger.DeadLetters.Length, ledger.Dropped);

    public static string? AudienceOf(Webhook webhook) => webhook.Filter.ConsumerOnly ? WebhookEndpoints.ConsumerAudience : null;
}

internal sealed record WebhooksAnswer(IReadOnlyList<WebhookAnswer> Webhooks);

/// <summary>A delivery that was given up: the events of a conversation after one version up to another.</summary>
internal sealed record DeadLetterAnswer(long Number, string Conversation, string DeliveryId, long AfterVersion, long ToVersion, string Error, DateTimeOffset At)
{
    public static DeadLetterAnswer Of(string account, DeadLetter letter) => new(
        letter.Number, letter.Conversation, $"{account}/{letter.Conversation}/{letter.Key}", letter.FromVersion, letter.ToVersion, letter.Error, letter.At);
}

internal sealed record DeadLettersAnswer(IReadOnlyList<DeadLetterAnswer> DeadLetters);

/// <summary>What came of sending dead letters again: how many were delivered, how many are still dead, and what stopped it.</summary>
internal sealed record ResendAnswer(int Delivered, int Left, string? Error);
