using Conversations.Silo.Storage.GrainState;
using Conversations.Silo.Storage.Sqlite;
using Conversations.Tests.Journaling;

namespace Conversations.Tests.GrainStates;

public sealed class The_in_memory_grain_storage : GrainStorageContract
{
    private protected override IGrainStateRows Rows { get; } = new InMemoryGrainStateRows();
}

public sealed class The_sqlite_grain_storage : GrainStorageContract, IAsyncDisposable
{
    private readonly SqliteFolder _folder = new();

    public The_sqlite_grain_storage() => Rows = new SqliteGrainStateRows(_folder.Open());

    private protected override IGrainStateRows Rows { get; }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
