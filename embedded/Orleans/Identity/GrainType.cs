namespace Orleans.Runtime;

/// <summary>Name of a grain class in a <see cref="GrainId"/>: the class name in lower case without "grain" at its end,
/// or what <see cref="GrainTypeAttribute"/> says.</summary>
public readonly struct GrainType : IEquatable<GrainType>
{
    private readonly IdSpan _value;

    /// <summary>The grain type with that text.</summary>
    public GrainType(IdSpan id) => _value = id;

    /// <summary>The text.</summary>
    public IdSpan Value => _value;

    /// <summary>No text given.</summary>
    public bool IsDefault => _value.IsDefault;

    /// <summary>The grain type with that text.</summary>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new(IdSpan.Create(value));
    }

    /// <summary>The same for equal types in every process and on every machine.</summary>
    public uint GetUniformHashCode() => _value.GetUniformHashCode();

    /// <inheritdoc />
    public bool Equals(GrainType obj) => _value.Equals(obj._value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => _value.ToString();

    /// <summary>Same type.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Other type.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
