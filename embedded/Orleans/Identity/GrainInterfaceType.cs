namespace Orleans.Runtime;

/// <summary>Name of a grain interface: its <see cref="AliasAttribute"/>, else its full name.</summary>
public readonly struct GrainInterfaceType : IEquatable<GrainInterfaceType>
{
    private readonly IdSpan _value;

    /// <summary>The interface type with that text.</summary>
    public GrainInterfaceType(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = IdSpan.Create(value);
    }

    /// <summary>The text.</summary>
    public IdSpan Value => _value;

    /// <summary>No text given.</summary>
    public bool IsDefault => _value.IsDefault;

    /// <summary>The interface type with that text.</summary>
    public static GrainInterfaceType Create(string value) => new(value);

    /// <inheritdoc />
    public bool Equals(GrainInterfaceType other) => _value.Equals(other._value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainInterfaceType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => _value.ToString();

    /// <summary>Same type.</summary>
    public static bool operator ==(GrainInterfaceType left, GrainInterfaceType right) => left.Equals(right);

    /// <summary>Other type.</summary>
    public static bool operator !=(GrainInterfaceType left, GrainInterfaceType right) => !left.Equals(right);
}
