using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;

namespace Conversations.Embedded;

/// <summary>What the attributes of a grain interface method say.</summary>
[Flags]
public enum CallFlags
{
    /// <summary>An ordinary call: nothing else runs until it is over.</summary>
    None = 0,
    /// <summary>[ReadOnly]</summary>
    ReadOnly = 1,
    /// <summary>[AlwaysInterleave]</summary>
    AlwaysInterleave = 2,
    /// <summary>[OneWay], and every method without a result type.</summary>
    OneWay = 4,
}

/// <summary>A method of a grain interface; generated code holds one of each.</summary>
public sealed class GrainMethod(Type grainInterface, string name, CallFlags flags, params Type[] parameters)
{
    private MethodInfo? _method;
    private StrongBox<TimeSpan?>? _timeout;

    /// <summary>The interface that declares it.</summary>
    public Type Interface { get; } = grainInterface;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What its attributes say.</summary>
    public CallFlags Flags { get; } = flags;

    /// <summary>Looked up when a filter asks for it, never on the way of a call.</summary>
    public MethodInfo Method => _method ??= Interface.GetMethod(Name, parameters)
        ?? throw new MissingMethodException(Interface.FullName, Name);

    /// <summary>How long callers wait for an answer; null: as long as for others. Looked up when a call does not end at once.</summary>
    internal TimeSpan? ResponseTimeout => (_timeout ??= new(Method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout)).Value;

    /// <inheritdoc />
    public override string ToString() => $"{Interface.Name}.{Name}";
}
