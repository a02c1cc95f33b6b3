using System.Reflection;
using Orleans.Core;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>The stored states that the constructor of a grain class asks for, read once.</summary>
internal sealed class StateParameters
{
    private static readonly MethodInfo MakerOf = typeof(StateParameters).GetMethod(nameof(Maker), BindingFlags.Static | BindingFlags.NonPublic)!;
    private readonly Func<Activation, IStorage>[] _makers;

    public StateParameters(Type grainClass)
    {
        var marked = grainClass.GetConstructors()
            .Select(static c => c.GetParameters().Where(static p => p.IsDefined(typeof(PersistentStateAttribute))).ToArray())
            .FirstOrDefault(static found => found.Length > 0) ?? [];
        Types = [.. marked.Select(static p => p.ParameterType)];
        _makers = [.. marked.Select(MakerFor)];
    }

    public Type[] Types { get; }

    public IStorage[] Make(Activation activation) => Array.ConvertAll(_makers, make => make(activation));

    private static Func<Activation, IStorage> MakerFor(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new ArgumentException(
                $"The parameter '{parameter.Name}' of {parameter.Member.DeclaringType} has [PersistentState] and the type {type}; make it an IPersistentState<T>.");
        }
        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var configuration = attribute.StateName.Length > 0 ? attribute : new PersistentStateAttribute(parameter.Name!, attribute.StorageName);
        return (Func<Activation, IStorage>)MakerOf.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [configuration])!;
    }

    private static Func<Activation, IStorage> Maker<TState>(IPersistentStateConfiguration configuration) =>
        activation => new PersistentState<TState>(activation, configuration);
}
