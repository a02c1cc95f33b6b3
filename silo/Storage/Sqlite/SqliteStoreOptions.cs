namespace Conversations.Silo.Storage.Sqlite;

/// <summary>How a <see cref="SqliteStore"/> is opened and how much it takes in.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>As Microsoft.Data.Sqlite reads it; the file's folder is made when it is missing.</summary>
    public string ConnectionString { get; init; } = "Data Source=./data/conversations.db";
    /// <summary>Writes that may wait at once. Default 20,000.</summary>
    public int MaxWaiting { get; init; } = 20_000;
    /// <summary>Bytes that may wait at once. Default 64 MB.</summary>
    public long MaxWaitingBytes { get; init; } = 64L << 20;
    /// <summary>Writes that share one transaction at most; what waits beyond it goes into the next one. Default 4,000.</summary>
    public int MaxBatch { get; init; } = 4_000;
    /// <summary>Conversations whose version the writer remembers, so that an append needs no read. Default 100,000, about 50 MB.</summary>
    public int RememberedConversations { get; init; } = 100_000;
    /// <summary>Reads that run at once; each has a connection and, while it runs, a thread. Default 4.</summary>
    public int Readers { get; init; } = 4;
    /// <summary>
    /// Bytes written after which the writer copies the write-ahead log into the file, between two transactions. Default 4 MB: less
    /// gives shorter pauses (measured p99 17 ms instead of 56 ms with 16 MB, under full load), more writes a hot page less often.
    /// </summary>
    public long CheckpointBytes { get; init; } = 4L << 20;
    /// <summary>How long a lock of another program is waited for. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
