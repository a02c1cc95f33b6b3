namespace Conversations.Silo.Storage.Sqlite;

/// <summary>The connection that writes and what is known of the file between its transactions.</summary>
internal sealed class WriterSession : IDisposable
{
    private readonly SqliteFile _file;
    private readonly HeadCache<ConversationHead> _heads;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _dataVersion;
    private long _seenDataVersion = -1;
    private AppendWriter? _appends;

    public WriterSession(SqliteFile file, SqliteStoreOptions options)
    {
        _file = file;
        _heads = new(options.RememberedConversations, options.MaxBatch);
        Session = file.OpenWriter();
        _begin = Session.Prepare("BEGIN IMMEDIATE");
        _commit = Session.Prepare("COMMIT");
        _dataVersion = Session.Prepare("PRAGMA data_version");
    }

    public SqliteSession Session { get; }
    public AppendWriter Appends => _appends ??= new(Session, _heads);

    public void Begin()
    {
        _begin.Run();
        // Another program wrote, an SQLite shell for example: what is remembered may be wrong.
        if (_dataVersion.Scalar() is var version && version != _seenDataVersion)
        {
            Forget();
            _seenDataVersion = version ?? -1;
        }
    }

    public void Commit()
    {
        _appends?.Flush();
        _commit.Run();
    }

    /// <summary>Undoes the transaction and forgets what was remembered in it.</summary>
    public void RollBack()
    {
        Forget();
        if (Session.InTransaction)
        {
            Session.Execute("ROLLBACK");
        }
    }

    public JournalUnavailableException Unavailable(SqliteFailure failure) => new(failure.Sentence(_file.Path), failure);

    public void Dispose() => Session.Dispose();

    private void Forget()
    {
        _heads.Clear();
        _appends = null;
    }
}
