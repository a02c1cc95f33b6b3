namespace Orleans;

/// <summary>Runs around every call that a grain receives, in the turn of that grain. Register it with
/// <c>AddIncomingGrainCallFilter</c>; a grain class that implements it filters its own calls, after all registered ones.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Call <see cref="IGrainCallContext.Invoke"/> to go on, or set <see cref="IGrainCallContext.Result"/> instead.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Runs around every call that is made through a reference, where the caller is.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Call <see cref="IGrainCallContext.Invoke"/> to go on, or set <see cref="IGrainCallContext.Result"/> instead.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <summary>An <see cref="IIncomingGrainCallFilter"/> as a function.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <summary>An <see cref="IOutgoingGrainCallFilter"/> as a function.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
