namespace Conversations.Tests.Time;

/// <summary>
/// Keeps asynchronous work on the thread of the test, with a clock that the test moves: it runs when told, until it waits for something
/// that only the test can bring about. So nothing depends on how fast real threads are.
/// </summary>
internal sealed class OwnThread : SynchronizationContext
{
    // Work that goes round for ever is to be told, not to keep the test from ending.
    private const int Most = 100_000;
    private readonly Lock _gate = new();
    private readonly Queue<(SendOrPostCallback Work, object? State)> _ready = new();

    /// <summary>Begins something; what it awaits comes back here.</summary>
    public Task Begin(Func<Task> work)
    {
        var begun = Task.CompletedTask;
        Within(() => begun = work());
        return begun;
    }

    /// <summary>Runs what is ready, and what gets ready by that.</summary>
    public void Run()
    {
        for (var ran = 0; Next() is { } next; ran++)
        {
            if (ran == Most) throw new InvalidOperationException($"Still busy after {Most} pieces of work at one instant; something never waits.");
            Within(() => next.Work(next.State));
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_gate) _ready.Enqueue((d, state));
    }

    private (SendOrPostCallback Work, object? State)? Next()
    {
        lock (_gate) return _ready.TryDequeue(out var next) ? next : null;
    }

    private void Within(Action work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
