namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// The one thread of this silo that appends. It takes everything that waits, writes it in one round trip and tells the callers
/// after the commit; what comes in meanwhile is the next batch. Other silos do the same at the same time, on the same rows perhaps.
/// </summary>
internal sealed partial class PostgresWriter : IDisposable
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(200);
    private readonly PostgresDatabase _database;
    private readonly PostgresStoreOptions _options;
    private readonly AppendStatements _statements;
    private readonly ILogger _logger;
    private readonly WriteQueue<AppendRequest> _queue;
    private readonly HeadCache<ConversationHead> _heads;
    private readonly Thread _thread;
    // Conversations that another transaction makes: left alone for a moment, because each try waits for that one's end.
    private readonly HashSet<ConversationKey> _held = [];
    private long _heldUntil;
    private PostgresWriterSession? _session;
    private string? _trouble;

    public PostgresWriter(PostgresDatabase database, PostgresStoreOptions options, ILogger logger)
    {
        (_database, _options, _logger) = (database, options, logger);
        _statements = new(database.Schema);
        _queue = new(options.MaxWaiting, options.MaxWaitingBytes);
        _heads = new(options.RememberedConversations, options.MaxBatch);
        _thread = new(Run) { Name = "Journal writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits { get; private set; }

    /// <summary>The task ends after the commit. Throws at once when too much waits.</summary>
    public Task Write(AppendRequest request)
    {
        _queue.Add(request);
        return request.Task;
    }

    /// <summary>Writes what waits, as long as its callers have patience, and ends.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
    }

    private void Run()
    {
        List<AppendRequest> waiting = [];
        List<AppendRequest> emptied = [];
        while (true)
        {
            if (waiting.Count > 0)
            {
                _queue.TakeOver(waiting);
            }
            else if (_queue.Take(emptied) is { } taken)
            {
                (emptied, waiting) = (waiting, taken);
            }
            else
            {
                break;
            }
            WriteSome(waiting);
        }
        _session?.Dispose();
    }

    /// <summary>Writes as much as fits into one batch. What is settled leaves the list and its callers are told.</summary>
    private void WriteSome(List<AppendRequest> waiting)
    {
        Write(Batch(waiting));
        List<AppendRequest> settled = [];
        foreach (var request in waiting)
        {
            if (!request.IsSettled && request.IsLate)
            {
                request.Settle(TooLate(request));
            }
            if (request.IsSettled)
            {
                settled.Add(request);
            }
        }
        if (settled.Count is 0)
        {
            Thread.Sleep(_session is null ? LongPause : ShortPause);
            return;
        }
        waiting.RemoveAll(request => request.IsSettled);
        _queue.Done(settled.Count, settled.Sum(request => (long)request.Bytes));
        settled.ForEach(request => request.Acknowledge());
    }

    private List<AppendRequest> Batch(List<AppendRequest> waiting)
    {
        if (_held.Count > 0 && Environment.TickCount64 >= _heldUntil)
        {
            _held.Clear();
        }
        return [.. waiting.Where(request => _held.Count is 0 || !_held.Contains(request.Append.Key)).Take(_options.MaxBatch)];
    }

    private void Write(List<AppendRequest> batch)
    {
        if (batch.Count is 0 || !Connect())
        {
            return;
        }
        var pass = new AppendPass(_heads, batch);
        try
        {
            pass.Run(_session!);
            Commits++;
        }
        catch (Exception e)
        {
            Recover(pass, batch, e);
        }
    }

    private bool Connect()
    {
        if (_session is not null)
        {
            return true;
        }
        try
        {
            _session = PostgresWriterSession.Open(_database.Source, _statements);
            if (_trouble is not null)
            {
                LogBack(_logger, _database.Name);
                _trouble = null;
            }
            return true;
        }
        catch (Exception e)
        {
            Note(e);
            return false;
        }
    }
}
