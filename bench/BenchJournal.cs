using Conversations.Journal;
using Conversations.Silo.Storage.Postgres;
using Conversations.Silo.Storage.Sqlite;

namespace Conversations.Bench;

/// <summary>A journal under load, with what it stands on.</summary>
internal sealed class BenchJournal(IConversationJournal journal, Func<long> commits, IAsyncDisposable store) : IAsyncDisposable
{
    public IConversationJournal Journal => journal;

    /// <summary>Transactions so far.</summary>
    public long Commits => commits();

    /// <summary>The SQLite file; null on PostgreSQL.</summary>
    public string? File { get; private init; }

    public static BenchJournal OnSqlite(string folder, int maxBatch = 4_000)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".db");
        var store = SqliteStore.Open(new() { ConnectionString = $"Data Source={file}", MaxBatch = maxBatch });
        return new(new SqliteConversationJournal(store), () => store.Commits, store) { File = file };
    }

    public static async Task<BenchJournal> OnPostgres(string connectionString, int maxBatch = 4_000)
    {
        var store = await PostgresStore.Open(new() { ConnectionString = connectionString, MaxBatch = maxBatch });
        return new(new PostgresConversationJournal(store), () => store.Commits, store);
    }

    /// <summary>Nothing is on disk: for what is not about the journal.</summary>
    public static BenchJournal InMemory() => new(new InMemoryJournal(), () => 0, new Nothing());

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
