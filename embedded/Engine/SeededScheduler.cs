namespace Conversations.Embedded;

/// <summary>
/// Runs everything given to it on the thread that calls <see cref="Run"/> or <see cref="RunOne"/>, one item at a time, in an
/// order drawn from a seed. The same seed gives the same order, so a failure found with it can be seen again. Give it to
/// <see cref="EmbeddedEngineOptions.Scheduler"/>, and begin the code of the callers with <see cref="Start(Func{Task})"/>: what
/// awaits outside of a scheduler continues on the thread pool, where no seed rules.
/// </summary>
public sealed class SeededScheduler(int seed) : TaskScheduler
{
    private readonly Random _random = new(seed);
    private readonly List<Task> _ready = [];
    private readonly Lock _gate = new();

    /// <summary>How many items wait to run.</summary>
    public int Ready
    {
        get
        {
            lock (_gate)
                return _ready.Count;
        }
    }

    /// <inheritdoc />
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Queues the beginning of a caller; its awaits come back to this scheduler.</summary>
    public Task Start(Func<Task> caller) =>
        Task.Factory.StartNew(caller, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <inheritdoc cref="Start(Func{Task})" />
    public Task<T> Start<T>(Func<Task<T>> caller) =>
        Task.Factory.StartNew(caller, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs one item; false when there is none.</summary>
    public bool RunOne()
    {
        Task next;
        lock (_gate)
        {
            if (_ready.Count == 0)
                return false;
            var at = _random.Next(_ready.Count);
            next = _ready[at];
            _ready[at] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
        }
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            TryExecuteTask(next);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        return true;
    }

    /// <summary>Runs until nothing is ready; gives how many items ran.</summary>
    /// <exception cref="InvalidOperationException">More than <paramref name="most"/> items ran: something goes round.</exception>
    public int Run(int most = 1_000_000)
    {
        for (var ran = 0; ran < most; ran++)
        {
            if (!RunOne())
                return ran;
        }
        throw new InvalidOperationException($"Still busy after {most} items; look for grains that call one another for ever.");
    }

    /// <inheritdoc />
    protected override void QueueTask(Task task)
    {
        lock (_gate)
            _ready.Add(task);
    }

    /// <summary>Never: the seed decides what runs next, not the thread that happens to be here.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc />
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
            return [.. _ready];
    }
}
