using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;

namespace Conversations.Embedded;

/// <summary>What is known of a grain class, read once.</summary>
internal sealed class GrainClass
{
    private readonly Lazy<ObjectFactory> _factory;

    public GrainClass(Type type)
    {
        Type = type;
        Name = GrainNames.OfClass(type);
        IsReentrant = type.GetCustomAttribute<ReentrantAttribute>() is not null;
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 0;
        FiltersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        _factory = new(() => ActivatorUtilities.CreateFactory(type, Type.EmptyTypes));
    }

    public Type Type { get; }
    public string Name { get; }
    public bool IsReentrant { get; }
    public int MaxWorkers { get; }
    public bool FiltersItself { get; }

    public object Make(IServiceProvider services) => _factory.Value(services, []);
}
