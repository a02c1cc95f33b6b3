using Conversations.Journal;
using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Journaling;

/// <summary>PgBouncer in transaction mode before the shared server, for the tests of a class.</summary>
public sealed class PooledDatabases : IAsyncLifetime
{
    private readonly List<PostgresDatabases> _all = [];
    private PostgresServer? _server;
    private PgBouncer? _pooler;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.Shared;
        _pooler = await PgBouncer.Start(_server);
    }

    /// <summary>Journals of as many silos on one new schema.</summary>
    internal async Task<IConversationJournal[]> Open(int silos = 1, Func<PostgresStoreOptions, PostgresStoreOptions>? change = null)
    {
        var database = _pooler!.InFront(_server!.NameSchema(), _server);
        var databases = new PostgresDatabases();
        _all.Add(databases);
        var journals = new List<IConversationJournal>();
        for (var i = 0; i < silos; i++)
        {
            journals.Add(new PostgresConversationJournal(await databases.OpenAt(database, change)));
        }
        return [.. journals];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var databases in _all)
        {
            await databases.DisposeAsync();
        }
        if (_pooler is not null)
        {
            await _pooler.DisposeAsync();
        }
    }
}

public sealed class The_postgres_journal_behind_a_pooler(PooledDatabases pooled) : JournalContract, IClassFixture<PooledDatabases>, IAsyncLifetime
{
    private IConversationJournal? _journal;

    protected override IConversationJournal Journal => _journal!;

    public async ValueTask InitializeAsync() => _journal = (await pooled.Open())[0];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task several_silos_leave_one_history() => await SiloRace.Run(await pooled.Open(silos: 3));
}

public sealed class Random_appends_behind_a_pooler(PooledDatabases pooled) : RandomAppendsContract, IClassFixture<PooledDatabases>, IAsyncLifetime
{
    private IConversationJournal? _journal;

    protected override IConversationJournal Journal => _journal!;

    public async ValueTask InitializeAsync() => _journal = (await pooled.Open(change: options => options with { RememberedConversations = 4 }))[0];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
