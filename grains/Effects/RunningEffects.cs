namespace Conversations.Effects;

/// <summary>
/// The effects that run on this server. When it stops no more begin, and those that run get time to end. What has not ended by
/// then, or has not begun, stays promised in its conversation, which starts it again elsewhere under the same key.
/// </summary>
public sealed class RunningEffects : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givenUp = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly HashSet<(string Conversation, string Key)> _running = [];
    private readonly Dictionary<(string Conversation, string Key), DateTimeOffset> _resting = [];
    private bool _isClosed;

    /// <summary>Cancelled when the server waits no longer: an effect that sees it ends without an outcome.</summary>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>Cancelled when the server begins to stop: an effect that only waits for its next try ends without an outcome.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Says that an effect begins; false when it must not: it runs here already, rests, or the server is stopping.</summary>
    internal bool TryBegin(EffectOrder order, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_isClosed || (_resting.TryGetValue(Name(order), out var until) && now < until)) return false;
            _resting.Remove(Name(order));
            return _running.Add(Name(order));
        }
    }

    /// <summary>Says that an effect could not be brought to its end and is not to begin again before <paramref name="until"/>.</summary>
    internal void Rest(EffectOrder order, DateTimeOffset until)
    {
        lock (_gate) _resting[Name(order)] = until;
    }

    /// <summary>Says that an effect is over: its outcome is on disk, or it has none.</summary>
    internal void End(EffectOrder order)
    {
        lock (_gate)
        {
            if (_running.Remove(Name(order)) && _running.Count == 0 && _isClosed) _idle.TrySetResult();
        }
    }

    /// <summary>Lets no more begin and waits for those that run; gives them up when <paramref name="limit"/> is cancelled.</summary>
    /// <returns>How many were given up.</returns>
    public async Task<int> Drain(CancellationToken limit)
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_running.Count == 0) _idle.TrySetResult();
        }
        await _stopping.CancelAsync();
        await _idle.Task.WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int left;
        lock (_gate) left = _running.Count;
        await _givenUp.CancelAsync();
        return left;
    }

    private static (string, string) Name(EffectOrder order) => (order.Conversation, order.Effect.Key);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _givenUp.Dispose();
    }
}
