using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One call on its way through the filters.</summary>
public interface IGrainCallContext
{
    /// <summary>The call with its arguments.</summary>
    IInvokable Request { get; }

    /// <summary>Incoming: the grain object. Outgoing: the reference.</summary>
    object Grain { get; }

    /// <summary>The calling grain; null when the call comes from outside of all grains.</summary>
    GrainId? SourceId { get; }

    /// <summary>The called grain.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface that is called.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>Name of the interface.</summary>
    string InterfaceName { get; }

    /// <summary>Name of the method.</summary>
    string MethodName { get; }

    /// <summary>The method of the interface.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>What the method returned; a filter may replace it. Null for methods without a result.</summary>
    object? Result { get; set; }

    /// <summary>Goes on to the next filter or, after the last, to the method.</summary>
    Task Invoke();
}

/// <summary>A call as the called grain gets it.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that is called.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The method of the grain class.</summary>
    MethodInfo ImplementationMethod { get; }
}

/// <summary>A call as the caller makes it.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling activation; null when the call comes from outside of all grains.</summary>
    IGrainContext? SourceContext { get; }
}
