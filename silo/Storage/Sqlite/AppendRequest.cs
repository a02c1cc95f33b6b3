using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

internal sealed class AppendRequest(JournalAppend append) : SqliteWriteRequest
{
    public override int Bytes { get; } = append.Size();

    public override void Write(WriterSession writer)
    {
        try
        {
            if (writer.Appends.Add(append) is { } version)
            {
                Refusal = append.Conflict(version);
            }
        }
        catch (SqliteFailure e) when (e.ConcernsStatementOnly && writer.Session.InTransaction)
        {
            Refusal = writer.Unavailable(e);
        }
    }
}
