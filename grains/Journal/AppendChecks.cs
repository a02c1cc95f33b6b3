namespace Conversations.Journal;

/// <summary>What every journal asks of an append, and how it refuses one.</summary>
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

    /// <summary>What the refused caller is told.</summary>
    /// <param name="append">The append that was not written.</param>
    /// <param name="version">The version the conversation is at.</param>
    public static VersionConflictException Conflict(this JournalAppend append, long version) =>
        new($"{append.Key} is at version {version}, not {append.ExpectedVersion}; load it again.");

    /// <summary>What it counts against the bytes that may wait.</summary>
    public static int Size(this JournalAppend append) => append.Events.Length + (append.Snapshot?.Length ?? 0) + 256;
}
