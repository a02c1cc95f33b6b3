using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Core;

namespace Conversations.Embedded;

/// <summary>What is known of a grain class, read once.</summary>
internal sealed class GrainClass
{
    private readonly Lazy<StateParameters> _states;
    private readonly Lazy<ObjectFactory> _factory;

    public GrainClass(Type type)
    {
        Type = type;
        Name = GrainNames.OfClass(type);
        IsReentrant = type.GetCustomAttribute<ReentrantAttribute>() is not null;
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 0;
        FiltersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        _states = new(() => new(type));
        _factory = new(() => ActivatorUtilities.CreateFactory(type, _states.Value.Types));
    }

    public Type Type { get; }
    public string Name { get; }
    public bool IsReentrant { get; }
    public int MaxWorkers { get; }
    public bool FiltersItself { get; }

    /// <summary>The states of an activation; none of them has been read.</summary>
    public IStorage[] MakeStates(Activation activation) => _states.Value.Make(activation);

    public object Make(IServiceProvider services, IStorage[] states) => _factory.Value(services, states);
}
