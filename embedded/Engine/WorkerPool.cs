namespace Conversations.Embedded;

/// <summary>The activations of one key of a stateless worker.</summary>
internal sealed class WorkerPool(int limit)
{
    private readonly List<Activation> _workers = [];
    private int _last;

    public static int Limit(int asked) => asked > 0 ? asked : Environment.ProcessorCount;

    /// <summary>An idle one; else one more while there may be more; else each in turn.</summary>
    public Activation Pick(GrainClassState grainClass, string key)
    {
        lock (_workers)
        {
            foreach (var worker in _workers)
            {
                if (worker.IsIdle && !worker.IsGone)
                    return worker;
            }
            if (_workers.Count < limit)
            {
                _workers.Add(new(grainClass, key));
                grainClass.Engine.Collector.Watch();
                return _workers[^1];
            }
            return _workers[_last = (_last + 1) % _workers.Count];
        }
    }

    /// <summary>True when it was the last one.</summary>
    public bool Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
            return _workers.Count == 0;
        }
    }

    public Activation[] All()
    {
        lock (_workers)
            return [.. _workers];
    }
}
