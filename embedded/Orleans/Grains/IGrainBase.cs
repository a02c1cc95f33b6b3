using Orleans.Runtime;

namespace Orleans;

/// <summary>What the engine needs of a grain class. <see cref="Grain"/> implements it; a class that can't derive from
/// <see cref="Grain"/> takes an <see cref="IGrainContext"/> in its constructor and implements it itself.</summary>
public interface IGrainBase
{
    /// <summary>The activation this object lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call. When it throws, the calls that waited for it fail with that exception.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call. It is not run when the process dies, so never rely on it to keep data.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
