using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A stored state of a grain: a parameter of the constructor of its class, marked with
/// <see cref="PersistentStateAttribute"/>. It has been read when OnActivateAsync runs.</summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Names a state and its storage.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>Name of the state, one of its own within the grain.</summary>
    string StateName { get; }

    /// <summary>Name of the storage; null for the default one.</summary>
    string? StorageName { get; }
}

/// <summary>On a parameter of type <see cref="IPersistentState{TState}"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute, IPersistentStateConfiguration
{
    /// <summary>The state of that name, in that storage or else the default one.</summary>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        (StateName, StorageName) = (stateName, storageName);
    }

    /// <inheritdoc />
    public string StateName { get; }

    /// <inheritdoc />
    public string? StorageName { get; }
}
