namespace Conversations.Silo.Storage.Sqlite;

/// <summary>Any other write that shares the batch's commit; undone alone when it fails.</summary>
internal sealed class SessionWrite<T>(Func<SqliteSession, T> work) : SqliteWriteRequest
{
    public T Result { get; private set; } = default!;

    public override void Write(WriterSession writer)
    {
        var session = writer.Session;
        session.Prepare("SAVEPOINT request").Run();
        try
        {
            Result = work(session);
        }
        catch (Exception e) when (session.InTransaction && e is not SqliteFailure { ConcernsStatementOnly: false })
        {
            session.Prepare("ROLLBACK TO request").Run();
            Refusal = e is SqliteFailure failure ? writer.Unavailable(failure) : e;
        }
        session.Prepare("RELEASE request").Run();
    }
}
