using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Servers;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Journaling;

/// <summary>Databases and schemas for one test, with stores on them; the stores end with the test, they with their server.</summary>
internal sealed class PostgresDatabases : IAsyncDisposable
{
    private readonly List<PostgresStore> _stores = [];

    /// <summary>A store on a new schema of the shared server.</summary>
    public async Task<PostgresStore> Open(Func<PostgresStoreOptions, PostgresStoreOptions>? change = null) =>
        await OpenAt((await PostgresServer.Shared).NameSchema(), change);

    public async Task<PostgresStore> OpenAt(string connectionString, Func<PostgresStoreOptions, PostgresStoreOptions>? change = null, ILogger<PostgresStore>? logger = null)
    {
        // Few connections a store, since many tests share the server.
        var options = new PostgresStoreOptions { ConnectionString = connectionString + ";Maximum Pool Size=4" };
        var store = await PostgresStore.Open(change?.Invoke(options) ?? options, logger);
        lock (_stores)
        {
            _stores.Add(store);
        }
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }
    }
}
