using Conversations.Journal;
using Conversations.Silo.Storage.Postgres;

namespace Conversations.Tests.Journaling;

public sealed class The_postgres_journal : JournalContract, IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private IConversationJournal? _journal;

    protected override IConversationJournal Journal => _journal!;

    public async ValueTask InitializeAsync() => _journal = new PostgresConversationJournal(await _databases.Open());

    public ValueTask DisposeAsync() => _databases.DisposeAsync();
}

public sealed class The_postgres_index : ListingContract, IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private IConversationJournal? _journal;

    protected override IConversationJournal Journal => _journal!;

    public async ValueTask InitializeAsync() => _journal = new PostgresConversationJournal(await _databases.Open());

    public ValueTask DisposeAsync() => _databases.DisposeAsync();
}

public sealed class Random_appends_on_postgres : RandomAppendsContract, IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private IConversationJournal? _journal;

    protected override IConversationJournal Journal => _journal!;

    // Few are remembered, so that most appends find their conversation in the database.
    public async ValueTask InitializeAsync() =>
        _journal = new PostgresConversationJournal(await _databases.Open(options => options with { RememberedConversations = 4, MaxBatch = 2 }));

    public ValueTask DisposeAsync() => _databases.DisposeAsync();
}

public sealed class Random_appends_on_postgres_in_large_batches : RandomAppendsContract, IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private IConversationJournal? _journal;

    protected override IConversationJournal Journal => _journal!;

    public async ValueTask InitializeAsync() => _journal = new PostgresConversationJournal(await _databases.Open());

    public ValueTask DisposeAsync() => _databases.DisposeAsync();
}
