namespace Conversations.Silo.Functions.Host;

/// <summary>
/// Some processes and the runs that wait for them. A run is handed out only when a process has room, so that what waits is not tied
/// to one that is held up.
/// </summary>
/// <param name="options">How much it may hold.</param>
/// <param name="computingAtOnce">How many runs a process is given that want its processor at the same time.</param>
internal sealed class FunctionLane(FunctionHostOptions options, int computingAtOnce)
{
    private readonly Lock _gate = new();
    private readonly RunQueue _queue = new();
    private readonly List<FunctionHostProcess> _processes = [];

    /// <summary>False when too many wait already.</summary>
    public bool TryAdd(PendingRun run, bool isSlow)
    {
        lock (_gate)
        {
            if (_queue.Count >= options.MostWaiting)
            {
                return false;
            }
            _queue.Add(run, isSlow);
            HandOut();
            return true;
        }
    }

    public void Joins(FunctionHostProcess process)
    {
        lock (_gate)
        {
            _processes.Add(process);
            HandOut();
        }
    }

    public void Leaves(FunctionHostProcess process)
    {
        lock (_gate)
        {
            _processes.Remove(process);
        }
    }

    /// <summary>A process may have room.</summary>
    public void Progressed()
    {
        lock (_gate)
        {
            HandOut();
        }
    }

    /// <summary>Tells the callers of all that wait.</summary>
    public void Refuse(string code, string message)
    {
        lock (_gate)
        {
            while (_queue.Count > 0)
            {
                _queue.Take().Fails(code, message);
            }
        }
    }

    /// <summary>Ends a run wherever it is.</summary>
    public void Cancel(PendingRun run)
    {
        run.IsCancelled();
        lock (_gate)
        {
            _processes.Find(process => process.Runs.Has(run))?.Cancel(run);
        }
    }

    private void HandOut()
    {
        while (_queue.Count > 0 && Freest() is { } process)
        {
            var run = _queue.Take();
            if (!run.Outcome.IsCompleted)
            {
                process.Send(run);
            }
        }
    }

    private FunctionHostProcess? Freest()
    {
        FunctionHostProcess? freest = null;
        foreach (var process in _processes)
        {
            if (process.Runs.Computing < computingAtOnce && process.Runs.Count < options.RunsPerWorker && !(process.Runs.Computing >= freest?.Runs.Computing))
            {
                freest = process;
            }
        }
        return freest;
    }
}
