namespace Conversations.Routing;

/// <summary>When a queue's next round is due if nobody calls for one. After failures soon, then more and more slowly.</summary>
internal sealed class RoundPace
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(30);

    private bool _hasFailed;
    private int _failures;

    public void Begins() => _hasFailed = false;

    public void Fails() => _hasFailed = true;

    public void Ends() => _failures = _hasFailed ? _failures + 1 : 0;

    /// <summary>Null when nobody waits, so that there is nothing to do until somebody comes.</summary>
    public DateTimeOffset? Next(WaitingLine line, DateTimeOffset now)
    {
        if (_failures > 0) return now + TimeSpan.FromSeconds(Math.Min(1 << Math.Min(_failures - 1, 5), Slowest.TotalSeconds));
        if (line.Count is 0) return null;
        return line.NextTurn(now) is { } turn && turn - now < Slowest ? turn : now + Slowest;
    }
}
