using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Conversations.Embedded;

/// <summary>One call of one method that is on its way, waits, or runs and has not ended yet. Calls that end at once, without
/// waiting for anything, need none of these.</summary>
public abstract class GrainCall : TurnItem, IInvokable
{
    private Task? _running;

    private protected GrainCall(GrainMethod method) => Method = method;

    internal GrainMethod Method { get; }
    internal virtual CallFlags Flags => Method.Flags;
    internal Activation Target { get; set; } = null!;
    internal Activation? Source { get; set; }
    internal ExecutionContext? Context { get; set; }
    internal Guid ReentrancyId { get; set; }
    internal RunMode Mode { get; set; }
    internal bool Abandoned { get; set; }

    // Place in the list of deadlines.
    internal GrainCall? Earlier { get; set; }
    internal GrainCall? Later { get; set; }
    internal long Deadline { get; set; }
    internal Deadlines? List { get; set; }

    internal bool IsOneWay => (Flags & CallFlags.OneWay) != 0;
    internal virtual bool KeepsAlive => true;

    /// <summary>Arrives at the activation: starts or waits. An activation that has ended passes it on to the next one.</summary>
    internal override void Run(Activation activation) => activation.Arrived(this);

    /// <summary>Runs the method; never throws.</summary>
    internal abstract Task Start(object target);

    /// <summary>Gives the outcome of the method to the caller.</summary>
    internal abstract void Settle(Task outcome);

    /// <summary>Fails the call; false when it has been settled before.</summary>
    internal abstract bool Fail(Exception error);

    internal abstract object? ResultOf(Task outcome);

    /// <summary>The outcome of the call once all filters have seen it.</summary>
    internal abstract Task Through(FilteredCall filters);

    /// <summary>Sends the call, past all outgoing filters.</summary>
    internal abstract Task SendBy(EmbeddedReference reference);

    /// <summary>The same call once more, for filters that repeat.</summary>
    internal virtual GrainCall Again()
    {
        var again = (GrainCall)MemberwiseClone();
        (again.Next, again.Earlier, again.Later, again.List, again._running) = (null, null, null, null, null);
        return again;
    }

    /// <summary>The activation that runs the call ended before the call arrived.</summary>
    internal virtual void Strayed(Activation activation) => activation.Class.Engine.Resend(this, activation.Key);

    internal void EndsWith(Task running)
    {
        _running = running;
        // Captures the activation, which is current here: Ended runs in a turn of it.
        running.GetAwaiter().UnsafeOnCompleted(Ended);
    }

    private void Ended() => Target.Ended(this, _running!);

    int IInvokable.GetArgumentCount() => ArgumentCount;
    object? IInvokable.GetArgument(int index) => Argument(index);
    string IInvokable.GetMethodName() => Method.Name;
    string IInvokable.GetInterfaceName() => GrainNames.OfInterface(Method.Interface);
    MethodInfo IInvokable.GetMethod() => Method.Method;
    Type IInvokable.GetInterfaceType() => Method.Interface;

    /// <summary>Number of arguments.</summary>
    protected virtual int ArgumentCount => 0;

    /// <summary>The argument at that position.</summary>
    protected virtual object? Argument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    // Nothing to give back: calls are not pooled.
    void IDisposable.Dispose()
    {
    }
}

/// <summary>How a running call counts among the others of its activation.</summary>
internal enum RunMode : byte { Exclusive, Reader, Interleaved }
