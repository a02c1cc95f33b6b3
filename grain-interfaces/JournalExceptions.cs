namespace Conversations;

/// <summary>The journal could not say that the events are on disk. Whether they are is unknown; repeat with the same client message id.</summary>
[GenerateSerializer, Alias("conversations.journal-unavailable.v1")]
public sealed class JournalUnavailableException : Exception
{
    /// <inheritdoc/>
    public JournalUnavailableException() { }
    /// <inheritdoc/>
    public JournalUnavailableException(string message) : base(message) { }
    /// <inheritdoc/>
    public JournalUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>The journal holds as much as it may; nothing was changed. Repeat after a moment.</summary>
[GenerateSerializer, Alias("conversations.journal-overloaded.v1")]
public sealed class JournalOverloadedException : Exception
{
    /// <inheritdoc/>
    public JournalOverloadedException() { }
    /// <inheritdoc/>
    public JournalOverloadedException(string message) : base(message) { }
    /// <inheritdoc/>
    public JournalOverloadedException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>Another activation wrote this conversation first; nothing of this append was written.</summary>
[GenerateSerializer, Alias("conversations.version-conflict.v1")]
public sealed class VersionConflictException : Exception
{
    /// <inheritdoc/>
    public VersionConflictException() { }
    /// <inheritdoc/>
    public VersionConflictException(string message) : base(message) { }
    /// <inheritdoc/>
    public VersionConflictException(string message, Exception innerException) : base(message, innerException) { }
}
