using Conversations.Silo.Storage.Sqlite;

namespace Conversations.Tests.Journaling;

/// <summary>A folder for one test, with stores on files in it; all of it ends with the test.</summary>
internal sealed class SqliteFolder : IAsyncDisposable, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-tests-");
    private readonly List<SqliteStore> _stores = [];

    public string File(string name = "conversations.db") => Path.Combine(_folder.FullName, name);

    public SqliteStore Open(string name = "conversations.db", Func<SqliteStoreOptions, SqliteStoreOptions>? change = null)
    {
        var options = new SqliteStoreOptions { ConnectionString = $"Data Source={File(name)}", BusyTimeout = TimeSpan.FromMilliseconds(50) };
        var store = SqliteStore.Open(change?.Invoke(options) ?? options);
        _stores.Add(store);
        return store;
    }

    public async Task CloseAll()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAll();
        _folder.Delete(recursive: true);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
