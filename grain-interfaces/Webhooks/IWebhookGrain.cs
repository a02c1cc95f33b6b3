using System.Collections.Immutable;

namespace Conversations;

/// <summary>What became of a webhook's deliveries. The key is <c>{account}/{webhook}</c>.</summary>
[Alias("conversations.webhook-grain.v1")]
public interface IWebhookGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>Counts tries. Counters are written every few seconds: a crash loses what came since.</summary>
    [OneWay, Alias("Count")]
    Task Count(int delivered, int failed);

    /// <summary>Keeps a delivery that was given up, durably; the same delivery again changes nothing.</summary>
    [Alias("Bury")]
    Task Bury(DeadLetter letter);

    /// <summary>Takes a dead letter out: it was delivered after all.</summary>
    [Alias("Resent")]
    Task Resent(long number);

    /// <summary>Counters and dead letters.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<WebhookLedger> Read();

    /// <summary>Forgets everything.</summary>
    [Alias("Clear")]
    Task Clear();
}

/// <summary>Counters and dead letters of a webhook.</summary>
[GenerateSerializer, Immutable, Alias("conversations.webhook-ledger.v1")]
public sealed record WebhookLedger
{
    /// <summary>Requests that were answered with 2xx.</summary>
    [Id(0)] public long Delivered { get; init; }
    /// <summary>Requests that were not.</summary>
    [Id(1)] public long Failed { get; init; }
    /// <summary>Deliveries that were given up, those included that have been sent again since.</summary>
    [Id(2)] public long Dead { get; init; }
    /// <summary>Dead letters that were lost because 1,000 newer ones came.</summary>
    [Id(3)] public long Dropped { get; init; }
    /// <summary>Those that can be sent again, oldest first.</summary>
    [Id(4)] public ImmutableArray<DeadLetter> DeadLetters { get; init; } = [];
}

/// <summary>A delivery that was given up.</summary>
[GenerateSerializer, Immutable, Alias("conversations.dead-letter.v1")]
public sealed record DeadLetter
{
    /// <summary>Counts from 1 within the webhook; 0 as long as it is not kept.</summary>
    [Id(0)] public long Number { get; init; }
    /// <summary>The conversation's id.</summary>
    [Id(1)] public required string Conversation { get; init; }
    /// <summary>The key of the delivery in its conversation.</summary>
    [Id(2)] public required string Key { get; init; }
    /// <summary>Events after this version…</summary>
    [Id(3)] public required long FromVersion { get; init; }
    /// <summary>…up to this one.</summary>
    [Id(4)] public required long ToVersion { get; init; }
    /// <summary>What the last try came to.</summary>
    [Id(5)] public required string Error { get; init; }
    /// <summary>When it was given up, UTC.</summary>
    [Id(6)] public required DateTimeOffset At { get; init; }
}
