using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Where states of grains are kept. Register it with <c>AddGrainStorage</c>.</summary>
public interface IGrainStorage
{
    /// <summary>Fills <paramref name="grainState"/> with what is stored.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Stores <paramref name="grainState"/> and gives it its new ETag.</summary>
    /// <exception cref="InconsistentStateException">Another state was stored meanwhile; nothing was changed.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Forgets what is stored.</summary>
    /// <exception cref="InconsistentStateException">Another state was stored meanwhile; nothing was changed.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}

/// <summary>Another state was stored meanwhile, so this activation does not know the newest one. When it leaves a call of the
/// grain, the activation ends and the next call begins with what is stored.</summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>With the usual sentence.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>With another sentence.</summary>
    public InconsistentStateException(string message) : base(message)
    {
    }

    /// <summary>With another sentence and its cause.</summary>
    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!)
    {
    }

    /// <summary>With both ETags and the cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!) => (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

    /// <summary>With both ETags.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>The ETag that the storage has.</summary>
    public string? StoredEtag { get; }

    /// <summary>The ETag that the grain had.</summary>
    public string? CurrentEtag { get; }

    /// <summary>It ends the activation where it arose, not those that it passes on its way to the caller.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}

/// <summary>A grain asks for a storage that is not registered.</summary>
public sealed class BadProviderConfigException : OrleansException
{
    /// <summary>With the usual sentence.</summary>
    public BadProviderConfigException()
    {
    }

    /// <summary>With another sentence.</summary>
    public BadProviderConfigException(string msg) : base(msg)
    {
    }

    /// <summary>With another sentence and its cause.</summary>
    public BadProviderConfigException(string msg, Exception exc) : base(msg, exc)
    {
    }
}
