using System.Collections.Immutable;
using System.Diagnostics;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>Collects what is seen, from any thread, tells the screen of it, one thing at a time, and wakes who waits for more.</summary>
internal sealed class CheckLog(CheckSettings settings, string serviceUrl, ICheckScreen screen, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private Observations _seen = new() { Settings = settings, ServiceUrl = serviceUrl };
    private TaskCompletionSource _changed = New();

    public TimeSpan Now => time.GetElapsedTime(_start);

    public Observations Seen
    {
        get { lock (_gate) return _seen; }
    }

    /// <summary>Notes a request that is about to be sent; the answer is its place.</summary>
    public int Sending(SentRequest request)
    {
        lock (_gate)
        {
            _seen = _seen with { Requests = _seen.Requests.Add(request) };
            screen.Sent(request);
            Pulse();
            return _seen.Requests.Length - 1;
        }
    }

    /// <summary>Notes what became of a request.</summary>
    public void Update(int place, Func<SentRequest, SentRequest> change)
    {
        lock (_gate)
        {
            var request = change(_seen.Requests[place]);
            _seen = _seen with { Requests = _seen.Requests.SetItem(place, request) };
            if (request.EndedAt is not null) screen.Ended(request);
            Pulse();
        }
    }

    /// <summary>Notes an activity; the answer is its number.</summary>
    public int Heard(string json, Func<SeenActivity, SeenActivity> complete)
    {
        lock (_gate)
        {
            if (_seen.Activities.Length >= CheckLimits.MostKept)
            {
                _seen = _seen with { Uncounted = _seen.Uncounted + 1 };
            }
            else
            {
                var activity = complete(SeenActivity.Read(json, Now, settings));
                _seen = _seen with { Activities = _seen.Activities.Add(activity) };
                screen.Heard(activity, _seen.Activities.Length);
            }
            Pulse();
            return _seen.Activities.Length + _seen.Uncounted;
        }
    }

    public void Strayed(string call, StrayKind kind)
    {
        lock (_gate)
        {
            if (_seen.Strays.Length < CheckLimits.MostKept) _seen = _seen with { Strays = _seen.Strays.Add(new StrayCall(Now, call, kind)) };
            Pulse();
        }
    }

    /// <summary>Waits until the time that follows from what is seen, which may move with everything that happens.</summary>
    public async Task Until(Func<Observations, TimeSpan> end, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            TimeSpan left;
            lock (_gate)
            {
                changed = _changed.Task;
                left = end(_seen) - Now;
            }
            if (left <= TimeSpan.Zero) return;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            // A timer may fire a little early; then the rest is waited for again.
            await Task.WhenAny(changed, Task.Delay(left, time, stop.Token));
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Pulse()
    {
        Debug.Assert(_gate.IsHeldByCurrentThread);
        _changed.TrySetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
