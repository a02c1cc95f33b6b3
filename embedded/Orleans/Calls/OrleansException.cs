namespace Orleans.Runtime;

/// <summary>Base of the errors of the engine.</summary>
public class OrleansException : Exception
{
    /// <summary>An error without more to say.</summary>
    public OrleansException() : base("Unexpected error.")
    {
    }

    /// <summary>An error with a sentence.</summary>
    public OrleansException(string message) : base(message)
    {
    }

    /// <summary>An error with a sentence and its cause.</summary>
    public OrleansException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>A call that was not carried out.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message) : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>The engine is stopped, so the call was not carried out.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>With the usual sentence.</summary>
    public SiloUnavailableException() : base("The engine is stopped.")
    {
    }

    /// <summary>With another sentence.</summary>
    public SiloUnavailableException(string msg) : base(msg)
    {
    }

    /// <summary>With another sentence and its cause.</summary>
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>The observer behind a reference is gone.</summary>
public sealed class ClientNotAvailableException : OrleansException
{
    internal ClientNotAvailableException(GrainId clientId)
        : base($"The observer {clientId} is gone (DeleteObjectReference); forget the reference.")
    {
    }
}
