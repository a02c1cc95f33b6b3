using Conversations.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains: gives them their identity, the other grains, timers and their life cycle.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>For grains: the engine has made the activation current before it runs this constructor.</summary>
    protected Grain() => GrainContext = Activation.Current!;

    /// <inheritdoc />
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain that can be passed to others.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>Grain type and key in one text, for logs.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => Own.Engine;

    /// <summary>The services of this activation. A scope of its own; disposed with the activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    private Activation Own => GrainContext as Activation
        ?? throw new InvalidOperationException($"{GetType().Name} was made with 'new'; ask a grain factory for it (GetGrain).");

    /// <inheritdoc />
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation as soon as the calls that run are over. Later calls reach a fresh activation.</summary>
    protected void DeactivateOnIdle() => Own.DeactivateOnIdle();

    /// <summary>Keeps this activation from being collected as idle for at least that long from now. Zero or less takes the
    /// wish back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Own.DelayDeactivation(timeSpan);
}
