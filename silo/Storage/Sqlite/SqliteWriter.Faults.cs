namespace Conversations.Silo.Storage.Sqlite;

internal sealed partial class SqliteWriter
{
    /// <summary>Undoes what the batch wrote and makes ready for the next one, which may meet the same cause again.</summary>
    private JournalUnavailableException Recover(Exception cause)
    {
        var failure = cause as SqliteFailure;
        var isUsable = failure is { LeavesConnectionUsable: true };
        LogBatchFailed(_logger, _file.Path, cause);
        try
        {
            _session?.RollBack();
        }
        catch (SqliteFailure)
        {
            isUsable = false;
        }
        if (!isUsable)
        {
            DropSession();
        }
        return new(failure?.Sentence(_file.Path) ?? $"Writing '{_file.Path}' failed ({cause.Message}); see the log.", cause);
    }

    /// <summary>
    /// Copies the write-ahead log into the file once it is long. Between two transactions and on this thread: see
    /// <see cref="SqliteFile.OpenWriter"/>. The log's file is then written from its beginning, without growing.
    /// </summary>
    private void CopyLog(long written)
    {
        _uncopied += written;
        if (_uncopied < _options.CheckpointBytes || _session is null)
        {
            return;
        }
        try
        {
            _session.Session.Checkpoint(truncate: false);
        }
        catch (SqliteFailure e)
        {
            // Nothing is lost: it all stands in the log, and the next try comes after as many bytes again.
            LogCopyFailed(_logger, _file.Path, e);
        }
        _uncopied = 0;
    }

    private void CloseSession()
    {
        try
        {
            _session?.Session.Checkpoint(truncate: true);
        }
        catch (SqliteFailure e)
        {
            LogCopyFailed(_logger, _file.Path, e);
        }
        DropSession();
    }

    private void DropSession()
    {
        _session?.Dispose();
        _session = null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction on {File} failed; its callers are told")]
    private static partial void LogBatchFailed(ILogger logger, string file, Exception cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log of {File} could not be copied into it; tried again later")]
    private static partial void LogCopyFailed(ILogger logger, string file, Exception cause);
}
