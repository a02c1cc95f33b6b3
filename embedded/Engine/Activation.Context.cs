using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>What a grain sees of its activation.</summary>
internal sealed partial class Activation : IServiceProvider, IKeyedServiceProvider
{
    public GrainReference GrainReference => Extras.Reference ??= new PlainReference(new(Class, Key));
    public GrainId GrainId => Class.IdOf(Key);
    public object? GrainInstance => Instance;
    public IServiceProvider ActivationServices => this;

    public Task Deactivated
    {
        get
        {
            var extras = Extras;
            var ended = extras.Ended ?? Interlocked.CompareExchange(ref extras.Ended, new(), null) ?? extras.Ended;
            if (IsGone)
                ended.TrySetResult();
            return ended.Task;
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    internal void EnterSection(Guid id)
    {
        var sections = Extras.Sections ??= [];
        sections[id] = sections.GetValueOrDefault(id) + 1;
        // A call of this chain may be waiting already.
        _attention |= _waitingFirst is not null;
    }

    internal void LeaveSection(Guid id)
    {
        if (_extras?.Sections is { } sections && sections.TryGetValue(id, out var count) && (sections[id] = count - 1) <= 0)
            sections.Remove(id);
    }

    public object? GetService(Type serviceType) =>
        serviceType == typeof(IGrainContext) ? this
        : Engine.OwnService(serviceType)
        ?? (serviceType == typeof(IServiceProvider) ? this : Scope.GetService(serviceType));

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        Scope is IKeyedServiceProvider keyed ? keyed.GetKeyedService(serviceType, serviceKey) : null;

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        Scope.GetRequiredKeyedService(serviceType, serviceKey);

    // Made when it is first needed: most grains take singletons only, and a scope costs more memory than an activation.
    private IServiceProvider Scope
    {
        get
        {
            if (_extras?.Scope is { } scope)
                return scope.ServiceProvider;
            if (Engine.Scopes is not { } scopes)
                return Engine.ServiceProvider;
            return (Extras.Scope = scopes.CreateScope()).ServiceProvider;
        }
    }
}
