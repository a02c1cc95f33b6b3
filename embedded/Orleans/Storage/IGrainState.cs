namespace Orleans;

/// <summary>A state on its way between grain and storage.</summary>
public interface IGrainState<T>
{
    /// <summary>The value.</summary>
    T? State { get; set; }

    /// <summary>Which of the stored states it is; a write with another one than the storage has is refused.</summary>
    string? ETag { get; set; }

    /// <summary>Whether a state is stored.</summary>
    bool RecordExists { get; set; }
}

/// <summary>A state on its way between grain and storage.</summary>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>No value.</summary>
    public GrainState()
    {
    }

    /// <summary>A value that was never stored.</summary>
    public GrainState(T? state) : this(state, null)
    {
    }

    /// <summary>A value and which of the stored states it is.</summary>
    public GrainState(T? state, string? eTag) => (State, ETag) = (state, eTag);

    /// <inheritdoc />
    public T? State { get; set; }

    /// <inheritdoc />
    public string? ETag { get; set; }

    /// <inheritdoc />
    public bool RecordExists { get; set; }
}
