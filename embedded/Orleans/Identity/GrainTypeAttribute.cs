using Orleans.Runtime;

namespace Orleans;

/// <summary>Fixes the grain type of a class, so that it can be renamed while reminders name it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute : Attribute
{
    private readonly GrainType _grainType;

    /// <summary>The class has this grain type.</summary>
    public GrainTypeAttribute(string grainType) => _grainType = GrainType.Create(grainType);

    internal GrainType GrainType => _grainType;
}
