namespace Conversations.Cli.Chat;

/// <summary>
/// Knows when everything that was said has been answered: from the conversation's events where a key opens them, else because it
/// has been quiet for longer than typing is repeated.
/// </summary>
internal sealed class Quiet(TimeProvider time)
{
    // Typing is repeated every 4 s while the bot works.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _lastSound = time.GetUtcNow();
    private string? _lastSent;
    private string? _lastEchoed;
    private long _shownSeq;
    private long _expected;

    /// <summary>What the events say; null when they are not open to us. Changed only through <see cref="Learn"/>.</summary>
    public TurnWatch? Turns { get; private set; }

    public void WithEvents() => Turns = new TurnWatch();

    public void WithoutEvents() => Learn(() => Turns = null);

    /// <summary>The conversation is at this version, so there are events that belong to those seen; false when they have been seen.</summary>
    public bool Expect(long version)
    {
        lock (_gate)
        {
            _expected = Math.Max(_expected, version);
            return Turns is { } turns && turns.Version < version;
        }
    }

    public void Sent(string clientId) => Heard(() => _lastSent = clientId);

    /// <summary>Something came over the feed: a line, or typing.</summary>
    public void Shown(long seq, string? clientId) => Heard(() =>
    {
        _shownSeq = Math.Max(_shownSeq, seq);
        _lastEchoed = clientId ?? _lastEchoed;
    });

    public void Learn(Action change)
    {
        lock (_gate)
        {
            change();
            _changed.TrySetResult();
        }
    }

    public async Task Wait(CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            TimeSpan? left;
            lock (_gate)
            {
                if (_changed.Task.IsCompleted)
                {
                    _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
                changed = _changed.Task;
                left = Left();
            }
            if (left <= TimeSpan.Zero)
            {
                return;
            }
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(changed, Task.Delay(left ?? Timeout.InfiniteTimeSpan, time, enough.Token));
            await enough.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    // How long to wait still; null when only an event can tell.
    private TimeSpan? Left()
    {
        if (Turns is { } turns)
        {
            var atRest = turns.IsAtRest && (_lastSent is null || turns.HasReceived(_lastSent)) && _shownSeq >= turns.LastPublicSeq;
            // What is missing may be for other eyes.
            return !atRest ? null : turns.Version >= _expected ? TimeSpan.Zero : _lastSound + Patience - time.GetUtcNow();
        }
        return _lastSent == _lastEchoed ? _lastSound + Patience - time.GetUtcNow() : null;
    }

    private void Heard(Action change) => Learn(() =>
    {
        _lastSound = time.GetUtcNow();
        change();
    });
}
