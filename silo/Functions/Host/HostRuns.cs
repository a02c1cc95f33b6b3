using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Conversations.Silo.Functions.Host;

/// <summary>The runs that a function host has, and how many of them want its processor.</summary>
internal sealed class HostRuns
{
    private readonly ConcurrentDictionary<uint, PendingRun> _runs = new();
    private uint _last;
    private int _computing;

    /// <summary>Those included that wait for something.</summary>
    public int Count => _runs.Count;

    /// <summary>Those that want its processor.</summary>
    public int Computing => Volatile.Read(ref _computing);

    public IEnumerable<PendingRun> All => _runs.Values;

    public void Add(PendingRun run)
    {
        run.Begins(Interlocked.Increment(ref _last));
        _runs[run.Id] = run;
        Interlocked.Increment(ref _computing);
    }

    public bool Has(PendingRun run) => _runs.TryGetValue(run.Id, out var own) && own == run;

    public bool TryGet(uint id, [NotNullWhen(true)] out PendingRun? run) => _runs.TryGetValue(id, out run);

    /// <summary>Takes out one that has come to its end.</summary>
    public bool TryRemove(uint id, [NotNullWhen(true)] out PendingRun? run)
    {
        if (!_runs.TryRemove(id, out run))
        {
            return false;
        }
        Computes(run, false);
        return true;
    }

    public void Computes(PendingRun run, bool computes)
    {
        lock (run)
        {
            if (run.Computes == computes)
            {
                return;
            }
            run.Computes = computes;
        }
        Interlocked.Add(ref _computing, computes ? 1 : -1);
    }
}
