using System.Runtime.CompilerServices;

namespace Conversations.Embedded;

/// <summary>
/// A turn on the thread of the caller. It is entered only when the activation is idle, so it is what the scheduler would have
/// run next anyway, only sooner and without a hop. While it lasts the activation is the current SynchronizationContext: every
/// await inside comes back to the activation, and never while another thread is in it. Calls nest on the stack as far as .NET
/// itself lets continuations nest (TryEnsureSufficientExecutionStack); deeper ones are queued. What was queued meanwhile is
/// left to the scheduler, so a caller never works for others.
/// </summary>
public readonly ref struct Turn
{
    private readonly Activation _activation;
    private readonly GrainMethod _method;
    private readonly SynchronizationContext? _callerContext;
    private readonly ExecutionContext? _callerValues;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Turn(Activation activation, GrainMethod method)
    {
        _activation = activation;
        _method = method;
        _callerContext = SynchronizationContext.Current;
        _callerValues = ExecutionContext.Capture();
        SynchronizationContext.SetSynchronizationContext(activation);
    }

    /// <summary>The grain.</summary>
    public object Target => _activation.Instance!;

    /// <summary>Runs a call that exists as an object through the filters of its grain, if there are any, and ends the turn.</summary>
    internal Task Run(Request call)
    {
        var outcome = Start(call);
        if (!outcome.IsCompleted)
            outcome = StillRunning(call, call.Answer, outcome);
        End(outcome);
        return outcome;
    }

    /// <inheritdoc cref="Run(Request)" />
    internal Task<T> Run<T>(Request<T> call)
    {
        var outcome = Start(call);
        if (!outcome.IsCompleted)
            outcome = StillRunning(call, call.Answer, outcome);
        End(outcome);
        return (Task<T>)outcome;
    }

    /// <summary>Ends the turn of a method that returned this task; gives the task for the caller.</summary>
    public Task Leave(Task? outcome)
    {
        if (outcome is null)
            return Leave(NullTask(_method));
        if (!outcome.IsCompleted)
        {
            var call = new StartedCall(_method);
            outcome = StillRunning(call, call.Answer, outcome);
        }
        End(outcome);
        return outcome;
    }

    /// <inheritdoc cref="Leave(Task?)" />
    public Task<T> Leave<T>(Task<T>? outcome)
    {
        if (outcome is null)
            return Leave<T>(NullTask(_method));
        if (!outcome.IsCompleted)
        {
            var call = new StartedCall<T>(_method);
            outcome = (Task<T>)StillRunning(call, call.Answer, outcome);
        }
        End(outcome);
        return outcome;
    }

    /// <inheritdoc cref="Leave(Task?)" />
    public ValueTask Leave(ValueTask outcome)
    {
        if (!outcome.IsCompletedSuccessfully)
            return new(Leave(outcome.AsTask()));
        Restore();
        return outcome;
    }

    /// <inheritdoc cref="Leave(Task?)" />
    public ValueTask<T> Leave<T>(ValueTask<T> outcome)
    {
        if (!outcome.IsCompletedSuccessfully)
            return new(Leave(outcome.AsTask()));
        Restore();
        return outcome;
    }

    /// <summary>Ends the turn of a method that threw.</summary>
    public Task Leave(Exception error)
    {
        _activation.Failed(error);
        Restore();
        return Task.FromException(error);
    }

    /// <inheritdoc cref="Leave(Exception)" />
    public Task<T> Leave<T>(Exception error)
    {
        _activation.Failed(error);
        Restore();
        return Task.FromException<T>(error);
    }

    internal static InvalidOperationException NullTask(GrainMethod method) =>
        new($"{method} returned null instead of a task; return Task.CompletedTask or Task.FromResult(...).");

    private Task Start(GrainCall call) =>
        _activation.Class.Filtered ? IncomingCall.Start(_activation, call) : call.Start(_activation.Instance!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void End(Task outcome)
    {
        if (outcome.IsFaulted)
            _activation.Failed(outcome.Exception.InnerException);
        Restore();
    }

    private Task StillRunning(GrainCall call, Task answer, Task outcome)
    {
        call.Target = _activation;
        _activation.Engine.DeadlinesOf(call).Add(call);
        _activation.Began(call);
        call.EndsWith(outcome);
        return answer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Restore()
    {
        SynchronizationContext.SetSynchronizationContext(_callerContext);
        // Values that a method without 'async' set on its way must not flow back to the caller.
        if (_callerValues is not null && !ReferenceEquals(_callerValues, ExecutionContext.Capture()))
            ExecutionContext.Restore(_callerValues);
        _activation.LeaveInline();
    }
}
