namespace Conversations.Embedded;

/// <summary>Calls that wait for an answer and all have the same limit, so the list is in order of their deadlines by itself and
/// one timer, for its head, is enough.</summary>
internal sealed class Deadlines(EmbeddedEngine engine, TimeSpan limit)
{
    private readonly Lock _gate = new();
    private GrainCall? _first;
    private GrainCall? _last;
    private ITimer? _timer;
    private bool _armed;

    public void Add(GrainCall call)
    {
        if (limit == Timeout.InfiniteTimeSpan)
            return;
        lock (_gate)
        {
            call.Deadline = engine.After(limit);
            call.List = this;
            call.Earlier = _last;
            if (_last is null) _first = call;
            else _last.Later = call;
            _last = call;
            if (_armed)
                return;
            _armed = true;
            if (_timer is null) _timer = engine.StartTimer(static self => ((Deadlines)self!).Look(), this, limit);
            else _timer.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    public void Remove(GrainCall call)
    {
        lock (_gate)
            Unlink(call);
    }

    public void Stop()
    {
        lock (_gate)
            _timer?.Dispose();
    }

    private void Unlink(GrainCall call)
    {
        if (call.List is null)
            return;
        call.List = null;
        if (call.Earlier is null) _first = call.Later;
        else call.Earlier.Later = call.Later;
        if (call.Later is null) _last = call.Earlier;
        else call.Later.Earlier = call.Earlier;
        (call.Earlier, call.Later) = (null, null);
    }

    private void Look()
    {
        if (engine.HasCrashed)
            return;
        while (TakeLate() is { } call)
        {
            call.Abandoned = true;
            call.Fail(new TimeoutException(
                $"No answer from {call.Target.GrainId} to {call.Method} in {limit}. Grains that wait for one "
                + "another show like this: look who calls whom, let one of them be [Reentrant] or the method [AlwaysInterleave], "
                + "or raise SiloMessagingOptions.ResponseTimeout."));
        }
    }

    private GrainCall? TakeLate()
    {
        lock (_gate)
        {
            var call = _first;
            var left = call is null ? TimeSpan.MaxValue : engine.Until(call.Deadline);
            if (left <= TimeSpan.Zero)
            {
                Unlink(call!);
                return call;
            }
            _armed = call is not null;
            // Timers have a resolution of a millisecond and may come early by a part of one.
            if (_armed)
                _timer!.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            return null;
        }
    }
}
