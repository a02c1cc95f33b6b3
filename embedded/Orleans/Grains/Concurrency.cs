using Conversations.Embedded;

namespace Orleans.Concurrency;

/// <summary>On a method of a grain interface: it changes nothing, so such calls interleave with one another.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

/// <summary>On a grain class: its calls interleave at every await. Still only one thread at a time is in the activation.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>On a method of a grain interface: it may start while any other call of the activation awaits.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>On a method of a grain interface: the caller does not wait and learns nothing of the outcome.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

/// <summary>On a grain class without state: a key may have several activations, so that calls run side by side.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : Orleans.Placement.PlacementAttribute
{
    /// <summary>At most that many activations; zero or less means one per processor.</summary>
    public StatelessWorkerAttribute(int maxLocalWorkers) => MaxLocalWorkers = WorkerPool.Limit(maxLocalWorkers);

    /// <summary>At most one activation per processor.</summary>
    public StatelessWorkerAttribute() : this(-1)
    {
    }

    internal int MaxLocalWorkers { get; }
}
