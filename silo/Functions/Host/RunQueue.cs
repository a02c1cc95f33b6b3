namespace Conversations.Silo.Functions.Host;

/// <summary>
/// Runs that wait for a process. First those of functions that are quick or new, in their order; then those of slow ones, one of each
/// function in turn, so that a thousand runs of one don't stand before the next one's first.
/// </summary>
internal sealed class RunQueue
{
    private readonly Queue<PendingRun> _first = new();
    private readonly Dictionary<(string, string), Queue<PendingRun>> _slow = [];
    private readonly Queue<(string, string)> _turns = new();

    public int Count { get; private set; }

    public void Add(PendingRun run, bool isSlow)
    {
        Count++;
        if (!isSlow)
        {
            _first.Enqueue(run);
            return;
        }
        var key = (run.Call.Account, run.Call.CodeHash);
        if (!_slow.TryGetValue(key, out var own))
        {
            _slow[key] = own = new();
            _turns.Enqueue(key);
        }
        own.Enqueue(run);
    }

    /// <summary>Not to be called when it is empty.</summary>
    public PendingRun Take()
    {
        Count--;
        if (_first.TryDequeue(out var run))
        {
            return run;
        }
        var key = _turns.Dequeue();
        var own = _slow[key];
        run = own.Dequeue();
        if (own.Count > 0)
        {
            _turns.Enqueue(key);
        }
        else
        {
            _slow.Remove(key);
        }
        return run;
    }
}
