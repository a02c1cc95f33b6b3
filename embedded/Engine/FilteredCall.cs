using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Conversations.Embedded;

/// <summary>A call on its way through filters.</summary>
internal abstract class FilteredCall(GrainCall call, GrainId target) : IGrainCallContext
{
    private int _next;
    private bool _reached;

    protected GrainCall Call { get; private set; } = call;
    protected abstract int FilterCount { get; }

    public IInvokable Request => Call;
    public abstract object Grain { get; }
    public GrainId? SourceId => Call.Source?.GrainId;
    public GrainId TargetId => target;
    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(InterfaceName);
    public string InterfaceName => GrainNames.OfInterface(Call.Method.Interface);
    public string MethodName => Call.Method.Name;
    public MethodInfo InterfaceMethod => Call.Method.Method;
    public object? Result { get; set; }

    public async Task Invoke()
    {
        var at = _next++;
        try
        {
            if (at < FilterCount)
            {
                await RunFilter(at);
                return;
            }
            // A filter may go on more than once, to repeat a call that failed.
            if (_reached)
                Call = Call.Again();
            _reached = true;
            var outcome = RunCall();
            await outcome;
            Result = Call.ResultOf(outcome);
        }
        finally
        {
            _next = at;
        }
    }

    protected abstract Task RunFilter(int index);
    protected abstract Task RunCall();
}

/// <summary>A call in the turn of the called grain.</summary>
internal sealed class IncomingCall(Activation activation, GrainCall call)
    : FilteredCall(call, activation.GrainId), IIncomingGrainCallContext
{
    private readonly IIncomingGrainCallFilter[] _filters = activation.Engine.IncomingFilters;

    public override object Grain => activation.Instance!;
    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = activation.Instance!.GetType().GetInterfaceMap(Call.Method.Interface);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    protected override int FilterCount => _filters.Length + (activation.Instance is IIncomingGrainCallFilter ? 1 : 0);

    public static Task Start(Activation activation, GrainCall call) => call.Through(new IncomingCall(activation, call));

    protected override Task RunFilter(int index) =>
        (index < _filters.Length ? _filters[index] : (IIncomingGrainCallFilter)activation.Instance!).Invoke(this);

    protected override Task RunCall() => Call.Start(activation.Instance!);
}

/// <summary>A call where its caller is.</summary>
internal sealed class OutgoingCall(EmbeddedReference reference, GrainCall call)
    : FilteredCall(call, reference.GrainId), IOutgoingGrainCallContext
{
    private readonly IOutgoingGrainCallFilter[] _filters = reference.Engine.OutgoingFilters;

    public override object Grain => reference;
    public IGrainContext? SourceContext => Call.Source;
    protected override int FilterCount => _filters.Length;

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

    protected override Task RunFilter(int index) => _filters[index].Invoke(this);

    protected override Task RunCall() => Call.SendBy(reference);
}
