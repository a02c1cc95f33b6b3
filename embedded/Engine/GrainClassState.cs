using System.Collections.Concurrent;
using Orleans.Core;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>A grain class in one engine: its directory of activations.</summary>
internal sealed class GrainClassState
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkerPool>? _workers;
    private readonly GrainClass? _class;
    private readonly GrainType _type;
    private volatile bool _runsInline;
    private volatile bool _runsFilteredInline;

    public GrainClassState(EmbeddedEngine engine, GrainClass grainClass)
    {
        (Engine, _class, _type) = (engine, grainClass, GrainType.Create(grainClass.Name));
        IsReentrant = grainClass.IsReentrant;
        IsStatelessWorker = grainClass.MaxWorkers > 0;
        Filtered = grainClass.FiltersItself || engine.IncomingFilters.Length > 0;
        _runsInline = engine.RunsInline && !Filtered && engine.OutgoingFilters.Length == 0;
        _runsFilteredInline = engine.RunsInline && !_runsInline;
        _workers = IsStatelessWorker ? new(StringComparer.Ordinal) : null;
        var collection = engine.Options.Collection;
        var age = collection.ClassSpecificCollectionAge.GetValueOrDefault(grainClass.Type.FullName!, collection.CollectionAge);
        // Uses are dated with the last look round, so one quantum more makes sure that the age is reached.
        CollectAfter = age == Timeout.InfiniteTimeSpan ? long.MaxValue : engine.Ticks(age + collection.CollectionQuantum);
    }

    /// <summary>The observers of an engine: in no directory, never inline.</summary>
    public GrainClassState(EmbeddedEngine engine)
    {
        (Engine, IsObserver, CollectAfter, _type) = (engine, true, long.MaxValue, GrainType.Create("sys.client"));
    }

    public EmbeddedEngine Engine { get; }
    public bool IsReentrant { get; }
    public bool IsStatelessWorker { get; }
    public bool IsObserver { get; }
    public bool Filtered { get; }
    public bool RunsInline => _runsInline;
    public bool RunsFilteredInline => _runsFilteredInline;
    public long CollectAfter { get; }
    public bool IsEmpty => _activations.IsEmpty && _workers is null or { IsEmpty: true };

    public GrainId IdOf(string key) => GrainId.Create(_type, IdSpan.Create(key));

    public IStorage[] MakeStates(Activation activation) => _class!.MakeStates(activation);

    public object Make(Activation activation, IStorage[] states) => _class!.Make(activation, states);

    public void StopInline() => _runsInline = _runsFilteredInline = false;

    public Activation Locate(string key)
    {
        if (_workers is not null)
            return _workers.GetOrAdd(key, static (_, limit) => new(limit), _class!.MaxWorkers).Pick(this, key);
        if (_activations.TryGetValue(key, out var found))
            return found;
        found = _activations.GetOrAdd(key, static (name, self) => new(self, name), this);
        Engine.Collector.Watch();
        return found;
    }

    public void Remove(Activation activation)
    {
        if (_workers is null)
            _activations.TryRemove(new(activation.Key, activation));
        else if (_workers.TryGetValue(activation.Key, out var pool) && pool.Remove(activation))
            _workers.TryRemove(new(activation.Key, pool));
    }

    /// <summary>In no order: sort by key what becomes visible.</summary>
    public IEnumerable<Activation> All() =>
        _workers is null ? _activations.Select(static pair => pair.Value) : _workers.SelectMany(static pair => pair.Value.All());
}
