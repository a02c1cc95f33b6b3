namespace Conversations.Effects;

/// <summary>
/// The effects that run on this server. When it stops no more begin, and those that run get time to end. What has not ended by
/// then, or has not begun, stays promised in its conversation, which starts it again elsewhere under the same key.
/// </summary>
public sealed class RunningEffects : IDisposable
{
    private readonly CancellationTokenSource _givenUp = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _running;
    private bool _isClosed;

    /// <summary>Cancelled when the server waits no longer: an effect that sees it ends without an outcome.</summary>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>Says that an effect begins; false when the server is stopping, and then it must not.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            if (!_isClosed) _running++;
            return !_isClosed;
        }
    }

    /// <summary>Says that an effect is over: its outcome is on disk, or it has none.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (--_running == 0 && _isClosed) _idle.TrySetResult();
        }
    }

    /// <summary>Lets no more begin and waits for those that run; gives them up when <paramref name="limit"/> is cancelled.</summary>
    /// <returns>How many were given up.</returns>
    public async Task<int> Drain(CancellationToken limit)
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_running == 0) _idle.TrySetResult();
        }
        await _idle.Task.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int left;
        lock (_gate) left = _running;
        await _givenUp.CancelAsync();
        return left;
    }

    /// <inheritdoc/>
    public void Dispose() => _givenUp.Dispose();
}
