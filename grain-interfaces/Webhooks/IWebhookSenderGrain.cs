namespace Conversations;

/// <summary>Sends to webhooks. The key is the account id; it holds no state, so any number of them send at once.</summary>
[Alias("conversations.webhook-sender-grain.v1")]
public interface IWebhookSenderGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>Tries a delivery once. When it is the last try and fails, the delivery becomes a dead letter.</summary>
    [Alias("Try")]
    Task<WebhookTry> Try(string conversation, WebhookDelivery delivery, bool isLast);

    /// <summary>
    /// Sends dead letters again, once each, oldest first, under their old delivery ids: the one with this number, or all. It ends after
    /// 15 s, and when the webhook does not take them; what is left is said.
    /// </summary>
    [Alias("Resend")]
    Task<ResendReceipt> Resend(string webhook, long? number);
}

/// <summary>What came of a try.</summary>
[GenerateSerializer, Immutable, Alias("conversations.webhook-try.v1")]
public sealed record WebhookTry
{
    /// <summary>How the delivery ended; null when it is to be tried again.</summary>
    [Id(0)] public EffectOutcome? Outcome { get; init; }
    /// <summary>Nothing was sent: as many requests as allowed go to the webhook at the moment.</summary>
    [Id(1)] public bool IsCrowded { get; init; }
    /// <summary>Why it failed; null when it did not.</summary>
    [Id(2)] public string? Error { get; init; }
}

/// <summary>What came of sending dead letters again.</summary>
[GenerateSerializer, Immutable, Alias("conversations.resend-receipt.v1")]
public sealed record ResendReceipt
{
    /// <summary>How many were delivered.</summary>
    [Id(0)] public int Delivered { get; init; }
    /// <summary>How many are still dead.</summary>
    [Id(1)] public int Left { get; init; }
    /// <summary>What the last failure was; null for none.</summary>
    [Id(2)] public string? Error { get; init; }
    /// <summary>Why nothing was sent; null when something was.</summary>
    [Id(3)] public Refusal? Refusal { get; init; }
}
