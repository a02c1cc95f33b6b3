namespace Orleans.Core;

/// <summary>What a grain can do with its stored state.</summary>
public interface IStorage
{
    /// <summary>Which of the stored states this is; null when none was stored.</summary>
    string? Etag { get; }

    /// <summary>Whether a state is stored.</summary>
    bool RecordExists { get; }

    /// <summary>Forgets the stored state.</summary>
    Task ClearStateAsync();

    /// <summary>Stores the state.</summary>
    Task WriteStateAsync();

    /// <summary>Takes the state as it is stored now.</summary>
    Task ReadStateAsync();
}

/// <summary>A stored state with its value.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The value; nothing of it is stored before <see cref="IStorage.WriteStateAsync"/>.</summary>
    TState State { get; set; }
}
