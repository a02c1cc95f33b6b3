namespace Conversations.Client;

/// <summary>Repeats what may be repeated, with growing and random waits, so that many clients don't come back at once.</summary>
internal sealed class Repetition(TimeProvider time, int attempts, TimeSpan firstDelay, TimeSpan longestDelay)
{
    /// <summary>A call is tried again for so long, however often that is. Default zero: only the number of attempts counts.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Runs a call until it succeeds, fails for good, or has been tried often and long enough.</summary>
    /// <param name="call">One attempt.</param>
    /// <param name="repeatable">Carrying it out twice is the same as once.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> call, bool repeatable, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Patience;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(cancellation);
            }
            catch (ConversationsException e) when (e.IsTransient && (attempt < attempts || time.GetUtcNow() < until) && (repeatable || !e.OutcomeUnknown))
            {
                await Wait(attempt, e.RetryAfter, cancellation);
            }
        }
    }

    /// <summary>Waits before the attempt after the <paramref name="failures"/>th failure.</summary>
    public Task Wait(int failures, TimeSpan? asked, CancellationToken cancellation)
    {
        var full = Math.Min(firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 30) - 1), longestDelay.TotalMilliseconds);
        // The jitter guards no secret; any spread will do.
#pragma warning disable CA5394
        var wait = TimeSpan.FromMilliseconds(full * (1 - Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
        if (asked is { } longer && longer > wait)
        {
            wait = longer < TimeSpan.FromMinutes(1) ? longer : TimeSpan.FromMinutes(1);
        }
        return Task.Delay(wait, time, cancellation);
    }
}
