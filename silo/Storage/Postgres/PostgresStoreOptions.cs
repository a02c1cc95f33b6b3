namespace Conversations.Silo.Storage.Postgres;

/// <summary>How a <see cref="PostgresStore"/> is opened, how much it takes in and how long it waits for its server.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// As Npgsql reads it. <c>Search Path</c> names the schema, default <c>conversations</c>. Where it does not say otherwise:
    /// <c>Maximum Pool Size</c> 20, <c>Timeout</c> (of connecting) 3 s, <c>Command Timeout</c> 10 s.
    /// </summary>
    public required string ConnectionString { get; init; }
    /// <summary>Appends that may wait at once. Default 20,000.</summary>
    public int MaxWaiting { get; init; } = 20_000;
    /// <summary>Bytes that may wait at once. Default 64 MB.</summary>
    public long MaxWaitingBytes { get; init; } = 64L << 20;
    /// <summary>Appends that share one transaction at most; what waits beyond it goes into the next one. Default 4,000.</summary>
    public int MaxBatch { get; init; } = 4_000;
    /// <summary>Conversations whose head the writer remembers, so that an append needs no read. Default 100,000, about 50 MB.</summary>
    public int RememberedConversations { get; init; } = 100_000;
    /// <summary>How long an append or a read waits for a server that is away, before its caller is told. Default 10 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>How long opening waits for a server that is not there yet. Default 30 s.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);
}
