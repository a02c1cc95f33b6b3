namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason
{
    /// <summary>A reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text)
    {
    }

    /// <summary>A reason with the exception that led to it.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Description = text;
        Exception = exception;
    }

    /// <summary>One sentence for people.</summary>
    public string Description { get; }

    /// <summary>The kind of reason.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The exception that led to it, if any.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc />
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}

/// <summary>The kinds of reasons for which an activation ends. The embedded engine uses <see cref="ShuttingDown"/>,
/// <see cref="ActivationFailed"/>, <see cref="ActivationIdle"/> and <see cref="ApplicationRequested"/>.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None,
    /// <summary>The engine stops.</summary>
    ShuttingDown,
    /// <summary>The constructor or OnActivateAsync threw.</summary>
    ActivationFailed,
    /// <summary>The grain directory failed (more than one machine).</summary>
    DirectoryFailure,
    /// <summary>No call for as long as the collection age.</summary>
    ActivationIdle,
    /// <summary>The activation does not answer any more (more than one machine).</summary>
    ActivationUnresponsive,
    /// <summary>Another activation won (more than one machine).</summary>
    DuplicateActivation,
    /// <summary>A call of an incompatible version (more than one machine).</summary>
    IncompatibleRequest,
    /// <summary>The application failed.</summary>
    ApplicationError,
    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,
    /// <summary>It moves to another machine.</summary>
    Migrating,
    /// <summary>The engine asked for it.</summary>
    RuntimeRequested,
    /// <summary>Memory runs short.</summary>
    HighMemoryPressure,
}
