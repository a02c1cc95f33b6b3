using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>What a reference is made of. Only the engine makes one; generated constructors pass it on.</summary>
public sealed class ReferenceSeed
{
    internal ReferenceSeed(GrainClassState grainClass, string key, Activation? observer = null) =>
        (Class, Key, Observer) = (grainClass, key, observer);

    internal GrainClassState Class { get; }
    internal string Key { get; }
    internal Activation? Observer { get; }
}

/// <summary>Base class of the generated references.</summary>
public abstract class EmbeddedReference : GrainReference
{
    private readonly GrainClassState _class;
    private Activation? _activation;

    /// <summary>Called by generated code.</summary>
    protected EmbeddedReference(ReferenceSeed seed) => (_class, Key, _activation) = (seed.Class, seed.Key, seed.Observer);

    internal string Key { get; }
    internal EmbeddedEngine Engine => _class.Engine;
    internal Activation? Cached => _activation;
    private protected override GrainId Id => _class.IdOf(Key);

    /// <summary>The interface this reference is for.</summary>
    protected abstract Type Interface { get; }

    /// <inheritdoc />
    public override string InterfaceName => GrainNames.OfInterface(Interface);

    /// <summary>Enters the activation on this thread when it is idle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected bool TryEnter(GrainMethod method, out Turn turn)
    {
        var activation = _activation;
        if (activation is not null && activation.TryEnterInline(method.Flags))
        {
            turn = new Turn(activation, method);
            return true;
        }
        turn = default;
        return false;
    }

    /// <summary>Sends a call without a result.</summary>
    protected Task Send(Request request, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled(cancellation);
        return _class.Engine.OutgoingFilters.Length == 0
            ? Cancellable(Direct(request), cancellation)
            : Cancellable(OutgoingCall.Send(this, request), cancellation);
    }

    /// <summary>Sends a call with a result.</summary>
    protected Task<T> Send<T>(Request<T> request, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        return _class.Engine.OutgoingFilters.Length == 0
            ? Cancellable(Direct(request), cancellation)
            : Cancellable(OutgoingCall.Send(this, request), cancellation);
    }

    /// <summary>Sends a call of a method that returns nothing at all.</summary>
    protected void Post(Request request) => _ = Send(request);

    internal Task Direct(Request request)
    {
        if (request.IsOneWay)
        {
            Dispatch(request);
            return Task.CompletedTask;
        }
        if (TryEnterFiltered(request, out var turn))
            return turn.Run(request);
        var answer = request.Answer;
        Dispatch(request);
        return answer;
    }

    internal Task<T> Direct<T>(Request<T> request)
    {
        if (TryEnterFiltered(request, out var turn))
            return turn.Run(request);
        var answer = request.Answer;
        Dispatch(request);
        return answer;
    }

    internal EmbeddedReference As(Type grainInterface) =>
        grainInterface.IsInstanceOfType(this) ? this : EmbeddedEngine.ReferenceTo(grainInterface, new(_class, Key, IsObserver ? _activation : null));

    internal bool IsObserver => _class.IsObserver;

    private protected override bool SameGrain(GrainReference other) =>
        other is EmbeddedReference same && ReferenceEquals(_class, same._class) && string.Equals(Key, same.Key, StringComparison.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => unchecked((int)StableHash.Of(Key));

    private bool TryEnterFiltered(GrainCall call, out Turn turn)
    {
        turn = default;
        if (!_class.RunsFilteredInline || Locate() is not { } activation)
            return false;
        call.Source = Activation.Current;
        if (!activation.TryEnterFiltered(call.Flags))
            return false;
        call.Target = activation;
        turn = new Turn(activation, call.Method);
        return true;
    }

    private void Dispatch(GrainCall call) => Engine.Dispatch(call, Locate());

    private Activation Locate()
    {
        if (_activation is { } activation && (!activation.IsGone || IsObserver))
            return activation;
        activation = _class.Locate(Key);
        if (!_class.IsStatelessWorker)
            _activation = activation;
        return activation;
    }

    private static Task Cancellable(Task answer, CancellationToken cancellation) =>
        cancellation.CanBeCanceled && !answer.IsCompleted ? answer.WaitAsync(cancellation) : answer;

    private static Task<T> Cancellable<T>(Task<T> answer, CancellationToken cancellation) =>
        cancellation.CanBeCanceled && !answer.IsCompleted ? answer.WaitAsync(cancellation) : answer;
}
