using Conversations.Journal;
using Conversations.Silo.Storage.Sqlite;

namespace Conversations.Tests.Journaling;

public sealed class The_sqlite_journal : JournalContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public The_sqlite_journal() => Journal = new SqliteConversationJournal(_folder.Open());

    protected override IConversationJournal Journal { get; }

    public void Dispose() => _folder.Dispose();
}

public sealed class The_sqlite_index : ListingContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public The_sqlite_index() => Journal = new SqliteConversationJournal(_folder.Open());

    protected override IConversationJournal Journal { get; }

    public void Dispose() => _folder.Dispose();
}

public sealed class Random_appends_on_sqlite : RandomAppendsContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    // Few are remembered, so that most appends find their conversation in the file.
    public Random_appends_on_sqlite() =>
        Journal = new SqliteConversationJournal(_folder.Open(change: options => options with { RememberedConversations = 4, MaxBatch = 2 }));

    protected override IConversationJournal Journal { get; }

    public void Dispose() => _folder.Dispose();
}

public sealed class Random_appends_on_sqlite_in_large_batches : RandomAppendsContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    public Random_appends_on_sqlite_in_large_batches() => Journal = new SqliteConversationJournal(_folder.Open());

    protected override IConversationJournal Journal { get; }

    public void Dispose() => _folder.Dispose();
}
