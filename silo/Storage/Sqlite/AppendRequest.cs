using Conversations.Journal;

namespace Conversations.Silo.Storage.Sqlite;

internal sealed class AppendRequest(JournalAppend append) : WriteRequest
{
    public override int Bytes { get; } = append.Events.Length + (append.Snapshot?.Length ?? 0) + 256;

    public override void Write(WriterSession writer)
    {
        try
        {
            if (writer.Appends.Add(append) is { } version)
            {
                Refusal = new VersionConflictException($"{append.Key} is at version {version}, not {append.ExpectedVersion}; load it again.");
            }
        }
        catch (SqliteFailure e) when (e.ConcernsStatementOnly && writer.Session.InTransaction)
        {
            Refusal = writer.Unavailable(e);
        }
    }
}
