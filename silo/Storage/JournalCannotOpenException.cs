namespace Conversations.Silo.Storage;

/// <summary>The journal's storage can't be used at all. The message is one sentence: what is wrong with what, and what to do.</summary>
public sealed class JournalCannotOpenException : Exception
{
    public JournalCannotOpenException() { }
    public JournalCannotOpenException(string message) : base(message) { }
    public JournalCannotOpenException(string message, Exception innerException) : base(message, innerException) { }
}
