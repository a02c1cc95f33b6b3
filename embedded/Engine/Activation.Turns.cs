using Orleans.Runtime;

namespace Conversations.Embedded;

internal sealed partial class Activation
{
    /// <summary>Works off what is queued, up to the engine's limit per visit; called by the turn scheduler only.</summary>
    internal void Drain()
    {
        var before = SynchronizationContext.Current;
        var values = ExecutionContext.Capture();
        SetSynchronizationContext(this);
        try
        {
            for (var left = Engine.TurnsPerVisit; left > 0; left--)
            {
                // A crashed engine keeps the activation owned for ever: nothing runs in it again.
                if (Engine.HasCrashed || !Step() && TryLeave())
                    return;
                if (values is not null && !ReferenceEquals(values, ExecutionContext.Capture()))
                    ExecutionContext.Restore(values);
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
        if (Engine.HasCrashed || !_attention && _ready is null && TryLeave())
            return;
        Engine.Schedule(this);
    }

    internal void RunPosted(SendOrPostCallback action, object? state)
    {
        try
        {
            action(state);
        }
        catch (Exception error)
        {
            // Only 'async void' comes here. Another process would die of it; a grain does not take the others along.
            EngineLog.AsyncVoidFailed(Engine.Log, error, GrainId);
        }
    }

    internal void Arrived(GrainCall call)
    {
        if (_state == ActivationState.Gone)
            call.Strayed(this);
        else if (_state == ActivationState.Valid && MayStart(call.Flags, call))
            StartCall(call);
        else
            Wait(call);
    }

    /// <summary>Orleans' rules: alone, or side by side with readers when it is one, or anywhere when it may interleave.</summary>
    private bool MayStart(CallFlags flags, GrainCall? queued)
    {
        if (!_exclusive && (_readers == 0 || (flags & CallFlags.ReadOnly) != 0))
            return true;
        if (Class.IsReentrant || (flags & CallFlags.AlwaysInterleave) != 0)
            return true;
        return _extras?.Sections is { Count: > 0 } sections
            && sections.ContainsKey(queued?.ReentrancyId ?? RequestContext.ReentrancyId);
    }

    /// <summary>Counts a call that is not over as running.</summary>
    internal void Began(GrainCall call)
    {
        call.Mode = Class.IsReentrant || _exclusive || (call.Flags & CallFlags.AlwaysInterleave) != 0 ? RunMode.Interleaved
            : (call.Flags & CallFlags.ReadOnly) != 0 ? RunMode.Reader
            : _readers > 0 ? RunMode.Interleaved : RunMode.Exclusive;
        switch (call.Mode)
        {
            case RunMode.Exclusive: _exclusive = true; break;
            case RunMode.Reader: _readers++; break;
            default: _interleaved++; break;
        }
    }

    /// <summary>A running call is over; in a turn.</summary>
    internal void Ended(GrainCall call, Task outcome)
    {
        if (Engine.HasCrashed)
            return;
        switch (call.Mode)
        {
            case RunMode.Exclusive: _exclusive = false; break;
            case RunMode.Reader: _readers--; break;
            default: _interleaved--; break;
        }
        if (outcome.IsFaulted)
            Failed(outcome.Exception.InnerException);
        _attention |= _waitingFirst is not null || _state == ActivationState.Closing;
        Engine.Settle(call, outcome);
    }

    /// <summary>One thing to do; false when there is none.</summary>
    private bool Step()
    {
        if (_attention && StepLife())
            return true;
        if (_ready is null && !TakeInbox())
            return false;
        var item = _ready!;
        _ready = item.Next;
        item.Next = null;
        item.Run(this);
        return true;
    }

    private bool StepLife()
    {
        switch (_state)
        {
            case ActivationState.New:
                RunActivation();
                return true;
            case ActivationState.Closing when Running == 0:
                RunDeactivation();
                return true;
            case ActivationState.Valid when NextWaiting() is { } call:
                StartCall(call);
                return true;
            default:
                _attention = false;
                return false;
        }
    }

    private bool TryLeave() => Interlocked.CompareExchange(ref _inbox, null, Busy.Marker) == Busy.Marker;

    private bool TakeInbox()
    {
        if (Volatile.Read(ref _inbox) == Busy.Marker)
            return false;
        var item = Interlocked.Exchange(ref _inbox, Busy.Marker);
        // Last in is first in the list; turn it round.
        while (item is not null && item != Busy.Marker)
            (item.Next, _ready, item) = (_ready, item, item.Next);
        return _ready is not null;
    }

    private void StartCall(GrainCall call)
    {
        if (call.Abandoned)
            return;
        if (call.KeepsAlive)
            _lastUsed = Engine.CoarseNow;
        if (call.Context is { } context)
            ExecutionContext.Restore(context);
        var outcome = Class.Filtered && call is not GrainTimer ? IncomingCall.Start(this, call) : call.Start(Instance!);
        if (outcome.IsCompleted)
        {
            if (outcome.IsFaulted)
                Failed(outcome.Exception.InnerException);
            Engine.Settle(call, outcome);
            return;
        }
        Began(call);
        call.EndsWith(outcome);
    }

    private void Wait(GrainCall call)
    {
        call.Next = null;
        if (_waitingLast is null) _waitingFirst = call;
        else _waitingLast.Next = call;
        _waitingLast = call;
    }

    private GrainCall? NextWaiting()
    {
        GrainCall? before = null;
        for (var call = _waitingFirst; call is not null; before = call, call = (GrainCall?)call.Next)
        {
            if (!MayStart(call.Flags, call))
                continue;
            if (before is null) _waitingFirst = (GrainCall?)call.Next;
            else before.Next = call.Next;
            if (_waitingLast == call) _waitingLast = before;
            call.Next = null;
            return call;
        }
        return null;
    }
}
