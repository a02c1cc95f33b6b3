namespace Conversations.Tests.Time;

/// <summary>
/// Moves a virtual clock on for tests whose other side is on real connections and can't say when it is done. A step is made
/// after real work had its turn: on a slow machine the clock runs slowly, too, so that time-outs don't depend on it.
/// </summary>
internal sealed class RunningTime : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    public RunningTime(VirtualTime clock)
    {
        Clock = clock;
        _running = Task.Run(Run);
    }

    public VirtualTime Clock { get; }
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Waits until that much has passed on the clock.</summary>
    public Task Pass(int milliseconds, CancellationToken cancellation = default) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Clock, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task Run()
    {
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(Turn);
            Clock.Advance(Step);
        }
    }
}
