namespace Conversations.Embedded;

/// <summary>Looks for idle activations once per quantum, and not at all while there are none.</summary>
internal sealed class Collector(EmbeddedEngine engine)
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private volatile bool _armed;

    /// <summary>There is something to look after.</summary>
    public void Watch()
    {
        if (!_armed)
            Arm();
    }

    public void Stop()
    {
        lock (_gate)
        {
            _armed = true;
            _timer?.Dispose();
        }
    }

    private void Arm()
    {
        lock (_gate)
        {
            if (_armed)
                return;
            _armed = true;
            engine.CoarseNow = engine.Now;
            var quantum = engine.Options.Collection.CollectionQuantum;
            if (_timer is null) _timer = engine.StartTimer(static self => ((Collector)self!).Look(), this, quantum);
            else _timer.Change(quantum, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        if (!engine.IsRunning)
            return;
        var now = engine.CoarseNow = engine.Now;
        var idle = engine.Classes.SelectMany(static c => c.All()).Where(a => a.LooksIdle(now)).ToList();
        // The directory has no order that another process would repeat.
        idle.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        foreach (var activation in idle)
            activation.CollectWhenIdle();
        _armed = false;
        if (engine.Classes.Any(static c => !c.IsEmpty))
            Arm();
    }
}
