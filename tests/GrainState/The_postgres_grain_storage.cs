using Conversations.Silo.Storage.GrainState;
using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Journaling;

namespace Conversations.Tests.GrainStates;

public sealed class The_postgres_grain_storage : GrainStorageContract, IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private IGrainStateRows? _rows;

    private protected override IGrainStateRows Rows => _rows!;

    public async ValueTask InitializeAsync() => _rows = new PostgresGrainStateRows(await _databases.Open());

    public ValueTask DisposeAsync() => _databases.DisposeAsync();
}
