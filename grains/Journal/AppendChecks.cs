namespace Conversations.Journal;

/// <summary>What every journal asks of an append before it takes it in.</summary>
public static class AppendChecks
{
    /// <exception cref="ArgumentException">It holds no events.</exception>
    public static void ThrowIfEmpty(this JournalAppend append)
    {
        if (append.EventCount < 1 || append.Events.IsEmpty || append.ExpectedVersion < 0)
        {
            throw new ArgumentException($"The append for {append.Key} must hold at least one event and expect a version of 0 or more.", nameof(append));
        }
    }
}
