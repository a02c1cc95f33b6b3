using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>References.</summary>
public sealed partial class EmbeddedEngine
{
    private long _observers;

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Make<TGrainInterface>(primaryKey, grainClassNamePrefix);
    }

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => Make<TGrainInterface>(IntegerKey(primaryKey), grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => Make<TGrainInterface>(primaryKey.ToString("N"), grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable
    {
        var grainClass = GrainCatalog.ClassNamed(grainId.Type.ToString())
            ?? throw new ArgumentException($"No grain class has the type '{grainId.Type}' of {grainId}.", nameof(grainId));
        return (TGrainInterface)(object)ReferenceTo(typeof(TGrainInterface), new(StateOf(grainClass), grainId.Key.ToString()));
    }

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentNullException.ThrowIfNull(grainInterfaceType);
        ArgumentException.ThrowIfNullOrWhiteSpace(grainPrimaryKey);
        return (IGrain)Make(grainInterfaceType, grainPrimaryKey, null);
    }

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey)
    {
        ArgumentNullException.ThrowIfNull(grainInterfaceType);
        return (IGrain)Make(grainInterfaceType, IntegerKey(grainPrimaryKey), null);
    }

    /// <inheritdoc />
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is EmbeddedReference)
            throw new ArgumentException("This is a reference already; pass the observer object itself.", nameof(obj));
        if (obj is not TGrainObserverInterface)
            throw new ArgumentException($"{obj.GetType()} does not implement {typeof(TGrainObserverInterface)}.", nameof(obj));
        var key = Interlocked.Increment(ref _observers).ToString("x", CultureInfo.InvariantCulture);
        var target = new Activation(Observers, key, obj);
        return (TGrainObserverInterface)(object)ReferenceTo(typeof(TGrainObserverInterface), new(Observers, key, target));
    }

    /// <inheritdoc />
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not EmbeddedReference { IsObserver: true, Cached: { } target })
            throw new ArgumentException("Pass the reference that CreateObjectReference returned.", nameof(obj));
        target.Forget();
    }

    internal static EmbeddedReference ReferenceTo(Type grainInterface, ReferenceSeed seed) =>
        GrainCatalog.ReferenceTo(grainInterface)(seed);

    /// <summary>The grain of a reminder; null when there is no such class any more.</summary>
    internal RemindableReference? RemindableReferenceTo(GrainId id) =>
        GrainCatalog.ClassNamed(id.Type.ToString()) is { } found && typeof(IRemindable).IsAssignableFrom(found.Type)
            ? new RemindableReference(new(StateOf(found), id.Key.ToString())) : null;

    private TGrainInterface Make<TGrainInterface>(string key, string? prefix) =>
        (TGrainInterface)(object)Make(typeof(TGrainInterface), key, prefix);

    private EmbeddedReference Make(Type grainInterface, string key, string? prefix)
    {
        if (prefix is not null || !_byInterface.TryGetValue(grainInterface, out var grainClass))
        {
            grainClass = StateOf(GrainCatalog.ClassOf(grainInterface, prefix));
            if (prefix is null)
                _byInterface.TryAdd(grainInterface, grainClass);
        }
        return ReferenceTo(grainInterface, new(grainClass, key));
    }

    private GrainClassState StateOf(GrainClass grainClass) =>
        _classes.GetOrAdd(grainClass, static (found, engine) => new(engine, found), this);
}
