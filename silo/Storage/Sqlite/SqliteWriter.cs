namespace Conversations.Silo.Storage.Sqlite;

/// <summary>
/// The one thread that writes. It takes everything that waits, writes it in one transaction and tells the callers after the
/// commit; what comes in meanwhile is the next batch. So the fewer commits the disk manages, the more each of them carries.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private readonly SqliteFile _file;
    private readonly SqliteStoreOptions _options;
    private readonly ILogger _logger;
    private readonly WriteQueue<SqliteWriteRequest> _queue;
    private readonly Thread _thread;
    private WriterSession? _session;
    private long _uncopied;

    public SqliteWriter(SqliteFile file, SqliteStoreOptions options, ILogger logger)
    {
        (_file, _options, _logger) = (file, options, logger);
        _queue = new(options.MaxWaiting, options.MaxWaitingBytes);
        _thread = new(Run) { Name = "Journal writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    /// <summary>The task ends after the commit. Throws at once when too much waits.</summary>
    public Task Write(SqliteWriteRequest request)
    {
        _queue.Add(request);
        return request.Task;
    }

    /// <summary>Writes what waits and ends.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
    }

    private void Run()
    {
        List<SqliteWriteRequest> batch = [];
        while (true)
        {
            batch.Clear();
            if (_queue.Take(batch) is not { } taken)
            {
                break;
            }
            batch = taken;
            for (var from = 0; from < batch.Count; from += _options.MaxBatch)
            {
                WriteTogether(batch, from, Math.Min(batch.Count, from + _options.MaxBatch));
            }
        }
        CloseSession();
    }

    private void WriteTogether(List<SqliteWriteRequest> batch, int from, int to)
    {
        var bytes = SumOfBytes(batch, from, to);
        JournalUnavailableException? failure = null;
        try
        {
            _session ??= new(_file, _options);
            _session.Begin();
            for (var i = from; i < to; i++)
            {
                batch[i].Write(_session);
            }
            _session.Commit();
            Commits++;
        }
        catch (Exception e)
        {
            failure = Recover(e);
        }
        _queue.Done(to - from, bytes);
        Acknowledge(batch, from, to, failure);
        CopyLog(bytes);
    }

    private static long SumOfBytes(List<SqliteWriteRequest> batch, int from, int to)
    {
        var bytes = 0L;
        for (var i = from; i < to; i++)
        {
            bytes += batch[i].Bytes;
        }
        return bytes;
    }

    private static void Acknowledge(List<SqliteWriteRequest> batch, int from, int to, JournalUnavailableException? failure)
    {
        for (var i = from; i < to; i++)
        {
            // Versions that a conflict was judged by may be those of the batch that failed.
            batch[i].Refusal = failure ?? batch[i].Refusal;
            batch[i].Acknowledge();
        }
    }
}
