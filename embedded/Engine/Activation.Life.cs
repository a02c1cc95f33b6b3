using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace Conversations.Embedded;

internal sealed partial class Activation
{
    internal void DeactivateOnIdle() =>
        Deactivate(new(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (Current == this)
            Close(deactivationReason);
        else
            Post(_ => Close(deactivationReason), null);
    }

    internal void DelayDeactivation(TimeSpan time) =>
        Extras.KeepUntil = time <= TimeSpan.Zero ? 0 : time == TimeSpan.MaxValue ? long.MaxValue : Engine.After(time);

    /// <summary>Looks from outside whether it is worth asking; <see cref="CollectWhenIdle"/> decides in a turn.</summary>
    internal bool LooksIdle(long now) =>
        _state == ActivationState.Valid && IsIdle && now - Volatile.Read(ref _lastUsed) >= Class.CollectAfter
        && now >= (_extras?.KeepUntil ?? 0);

    internal void CollectWhenIdle() => Post(static self =>
    {
        var activation = (Activation)self!;
        if (activation.Running == 0 && activation._waitingFirst is null && activation.IsStale())
            activation.Close(new(DeactivationReasonCode.ActivationIdle, "No call for as long as the collection age."));
    }, this);

    private bool IsStale() => _state == ActivationState.Valid
        && Engine.Now - _lastUsed >= Class.CollectAfter && Engine.Now >= (_extras?.KeepUntil ?? 0);

    private void Close(DeactivationReason reason)
    {
        if (_state >= ActivationState.Closing || Class.IsObserver)
            return;
        Extras.Reason = reason;
        // One that is just being activated ends when that is over.
        if (_state == ActivationState.New)
            Vanish();
        else if (_state == ActivationState.Valid)
            _state = ActivationState.Closing;
        _attention = true;
    }

    private void RunActivation()
    {
        _state = ActivationState.Activating;
        _attention = false;
        try
        {
            var states = Class.MakeStates(this);
            Instance = Class.Make(this, states);
            if (Instance is not IGrainBase && states is [])
            {
                OnActivated(Task.CompletedTask);
                return;
            }
            var limit = new TurnLimit(this, Engine.Options.Collection.ActivationTimeout);
            limit.Follow(states is [] ? ((IGrainBase)Instance).OnActivateAsync(limit.Token) : ReadAndActivate(states, limit.Token), OnActivated);
        }
        catch (Exception error)
        {
            OnActivated(Task.FromException(error));
        }
    }

    private async Task ReadAndActivate(IStorage[] states, CancellationToken limit)
    {
        foreach (var state in states)
            await state.ReadStateAsync();
        if (Instance is IGrainBase grain)
            await grain.OnActivateAsync(limit);
    }

    /// <summary>A call failed; in a turn. When another activation has stored a state, what is in memory here is worth nothing.</summary>
    internal void Failed(Exception? error)
    {
        if (error is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            Close(new(DeactivationReasonCode.ApplicationError, inconsistent, "Another state was stored meanwhile."));
        }
    }

    private void OnActivated(Task outcome)
    {
        _attention = true;
        if (outcome.IsCompletedSuccessfully)
        {
            _state = _extras is { Reason: not null } ? ActivationState.Closing : ActivationState.Valid;
            return;
        }
        var error = outcome.Exception?.InnerException ?? new TaskCanceledException(outcome);
        EngineLog.ActivationFailed(Engine.Log, error, GrainId);
        Extras.Reason = new(DeactivationReasonCode.ActivationFailed, error, "The constructor or OnActivateAsync threw.");
        while (TakeWaiting() is { } call)
            Engine.Reject(call, error);
        RejectQueued(error);
        Release();
    }

    /// <summary>What is queued was meant for this activation. Sent on, it would only make the next one fail.</summary>
    private void RejectQueued(Exception error)
    {
        while (_ready is not null || TakeInbox())
        {
            var item = _ready!;
            _ready = item.Next;
            item.Next = null;
            if (item is GrainCall call) Engine.Reject(call, error);
            else item.Run(this);
        }
    }

    private void RunDeactivation()
    {
        _state = ActivationState.Deactivating;
        _attention = false;
        _extras?.DisposeTimers();
        try
        {
            if (Instance is not IGrainBase grain)
            {
                OnDeactivated(Task.CompletedTask);
                return;
            }
            var limit = new TurnLimit(this, Engine.Options.Collection.DeactivationTimeout);
            limit.Follow(grain.OnDeactivateAsync(Extras.Reason!.Value, limit.Token), OnDeactivated);
        }
        catch (Exception error)
        {
            OnDeactivated(Task.FromException(error));
        }
    }

    private void OnDeactivated(Task outcome)
    {
        if (!outcome.IsCompletedSuccessfully)
            EngineLog.DeactivationFailed(Engine.Log, outcome.Exception?.InnerException, GrainId);
        Release();
    }

    /// <summary>Gives back what the grain held, then leaves the directory.</summary>
    private void Release()
    {
        _extras?.DisposeTimers();
        var done = ActivationExtras.DisposeAll(Instance, _extras?.Scope, Engine.Log);
        if (done.IsCompleted)
            Vanish();
        else
            done.GetAwaiter().UnsafeOnCompleted(Vanish);
    }

    private void Vanish()
    {
        _state = ActivationState.Gone;
        Class.Remove(this);
        while (TakeWaiting() is { } call)
            call.Strayed(this);
        _extras?.Ended?.TrySetResult();
    }

    private GrainCall? TakeWaiting()
    {
        var call = _waitingFirst;
        _waitingFirst = (GrainCall?)call?.Next;
        if (_waitingFirst is null) _waitingLast = null;
        if (call is not null) call.Next = null;
        return call;
    }
}
