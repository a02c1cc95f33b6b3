namespace Conversations.Silo.Storage.Sqlite;

internal abstract class SqliteWriteRequest : WriteRequest
{
    /// <summary>Writes inside the batch's transaction.</summary>
    public abstract void Write(WriterSession writer);
}
