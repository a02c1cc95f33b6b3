using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Conversations.Embedded;

/// <summary>
/// A call on its way through filters. Each filter gets an object of its own, which knows what comes next, so that it may go on
/// whenever it likes and more than once. A filter that only passes the call on costs that object and no task.
/// </summary>
internal abstract class FilteredCall : IGrainCallContext
{
    private readonly GrainId _target;
    private readonly FilteredCall _first;
    private readonly int _next;

    // Of the first object only.
    private GrainCall _call;
    private Task? _outcome;
    private object? _result;
    private bool _isReplaced;

    protected FilteredCall(GrainCall call, GrainId target) => (_call, _target, _first) = (call, target, this);

    protected FilteredCall(FilteredCall before) => (_call, _target, _first, _next) = (before._call, before._target, before._first, before._next + 1);

    public IInvokable Request => Call;
    public abstract object Grain { get; }
    public GrainId? SourceId => Call.Source?.GrainId;
    public GrainId TargetId => _target;
    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(InterfaceName);
    public string InterfaceName => GrainNames.OfInterface(Call.Method.Interface);
    public string MethodName => Call.Method.Name;
    public MethodInfo InterfaceMethod => Call.Method.Method;

    public object? Result
    {
        get => _first._isReplaced ? _first._result
            : _first._outcome is { IsCompletedSuccessfully: true } outcome ? Call.ResultOf(outcome) : null;
        set => (_first._result, _first._isReplaced) = (value, true);
    }

    protected GrainCall Call => _first._call;
    protected abstract int FilterCount { get; }

    public Task Invoke()
    {
        try
        {
            return _next >= FilterCount ? Reach() : RunFilter(_next)
                ?? throw new InvalidOperationException($"A filter of {Call.Method} returned null instead of a task; return what Invoke returned.");
        }
        catch (Exception error)
        {
            return Task.FromException(error);
        }
    }

    /// <summary>The task of the method when it is the outcome of the whole call, too: no filter waits for it or changes its result.</summary>
    internal bool IsOutcome(Task task) => ReferenceEquals(task, _first._outcome) && !_first._isReplaced;

    protected abstract Task? RunFilter(int index);
    protected abstract Task RunCall();

    private Task Reach()
    {
        // A filter may go on more than once, to repeat a call that failed.
        if (_first._outcome is not null)
            _first._call = Call.Again();
        _first._isReplaced = false;
        return _first._outcome = RunCall();
    }
}

/// <summary>A call in the turn of the called grain.</summary>
internal sealed class IncomingCall : FilteredCall, IIncomingGrainCallContext
{
    private readonly Activation _activation;

    private IncomingCall(Activation activation, GrainCall call) : base(call, activation.GrainId) => _activation = activation;

    private IncomingCall(IncomingCall before) : base(before) => _activation = before._activation;

    public override object Grain => _activation.Instance!;
    public IGrainContext TargetContext => _activation;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = _activation.Instance!.GetType().GetInterfaceMap(Call.Method.Interface);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    protected override int FilterCount => Filters.Length + (_activation.Instance is IIncomingGrainCallFilter ? 1 : 0);
    private IIncomingGrainCallFilter[] Filters => _activation.Engine.IncomingFilters;

    public static Task Start(Activation activation, GrainCall call) => call.Through(new IncomingCall(activation, call));

    protected override Task? RunFilter(int index) =>
        (index < Filters.Length ? Filters[index] : (IIncomingGrainCallFilter)_activation.Instance!).Invoke(new IncomingCall(this));

    protected override Task RunCall() => Call.Start(_activation.Instance!);
}

/// <summary>A call where its caller is.</summary>
internal sealed class OutgoingCall : FilteredCall, IOutgoingGrainCallContext
{
    private readonly EmbeddedReference _reference;

    private OutgoingCall(EmbeddedReference reference, GrainCall call) : base(call, reference.GrainId) => _reference = reference;

    private OutgoingCall(OutgoingCall before) : base(before) => _reference = before._reference;

    public override object Grain => _reference;
    public IGrainContext? SourceContext => Call.Source;
    protected override int FilterCount => _reference.Engine.OutgoingFilters.Length;

    public static Task Send(EmbeddedReference reference, Request call)
    {
        call.Source = Activation.Current;
        return call.Through(new OutgoingCall(reference, call));
    }

    public static Task<T> Send<T>(EmbeddedReference reference, Request<T> call)
    {
        call.Source = Activation.Current;
        return (Task<T>)call.Through(new OutgoingCall(reference, call));
    }

    protected override Task? RunFilter(int index) => _reference.Engine.OutgoingFilters[index].Invoke(new OutgoingCall(this));

    protected override Task RunCall() => Call.SendBy(_reference);
}
