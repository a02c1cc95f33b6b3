namespace Conversations.Silo.Storage;

/// <summary>What waits to be written, bounded. Two lists change places, so that the writer takes everything at once.</summary>
internal sealed class WriteQueue<T>(int maxRequests, long maxBytes) where T : WriteRequest
{
    private readonly object _gate = new();
    private List<T> _waiting = [];
    private int _requests;
    private long _bytes;
    private bool _closed;

    /// <summary>Requests count as waiting until they are acknowledged.</summary>
    public void Add(T request)
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw new JournalUnavailableException("The journal is closed because the service is stopping; repeat when it runs again.");
            }
            // One that is too large by itself is let in alone: refusing it for load would be untrue.
            if (_requests > 0 && (_requests >= maxRequests || _bytes + request.Bytes > maxBytes))
            {
                throw new JournalOverloadedException(
                    $"{_requests} writes of {_bytes} bytes wait already (at most {maxRequests} and {maxBytes}); repeat after a moment.");
            }
            _requests++;
            _bytes += request.Bytes;
            _waiting.Add(request);
            if (_waiting.Count is 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Waits for requests and gives all of them; <paramref name="emptied"/> is used for the next ones. Null when closed and empty.</summary>
    public List<T>? Take(List<T> emptied)
    {
        lock (_gate)
        {
            while (_waiting.Count is 0)
            {
                if (_closed)
                {
                    return null;
                }
                Monitor.Wait(_gate);
            }
            var taken = _waiting;
            _waiting = emptied;
            return taken;
        }
    }

    /// <summary>Moves what waits to the end of a list, without waiting for it.</summary>
    public void TakeOver(List<T> requests)
    {
        lock (_gate)
        {
            requests.AddRange(_waiting);
            _waiting.Clear();
        }
    }

    public void Done(int requests, long bytes)
    {
        lock (_gate)
        {
            _requests -= requests;
            _bytes -= bytes;
        }
    }

    /// <summary>Takes nothing more in; what waits is still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
