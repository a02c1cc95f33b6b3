namespace Conversations.Embedded;

/// <summary>The token of OnActivateAsync or OnDeactivateAsync; cancelled, in a turn, when its time is over.</summary>
internal sealed class TurnLimit(Activation activation, TimeSpan limit)
{
    private readonly CancellationTokenSource _source = new();
    private ITimer? _timer;

    public CancellationToken Token => _source.Token;

    /// <summary>Runs <paramref name="then"/> with the outcome, in a turn of the activation.</summary>
    public void Follow(Task running, Action<Task> then)
    {
        if (running.IsCompleted)
        {
            then(running);
            return;
        }
        _timer = activation.Engine.StartTimer(static self => ((TurnLimit)self!).Cancel(), this, limit);
        running.GetAwaiter().UnsafeOnCompleted(() =>
        {
            _timer.Dispose();
            then(running);
        });
    }

    private void Cancel() => activation.Post(static source => ((CancellationTokenSource)source!).Cancel(), _source);
}
