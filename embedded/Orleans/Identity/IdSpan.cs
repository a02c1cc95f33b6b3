using Conversations.Embedded;

namespace Orleans.Runtime;

/// <summary>One part of a <see cref="GrainId"/>: a short text.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>
{
    private readonly string? _value;

    private IdSpan(string value) => _value = value;

    /// <summary>No text given.</summary>
    public bool IsDefault => string.IsNullOrEmpty(_value);

    /// <summary>The part with that text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <summary>The same for equal parts in every process and on every machine.</summary>
    public uint GetUniformHashCode() => _value is null ? 0 : StableHash.Of(_value);

    /// <inheritdoc />
    public bool Equals(IdSpan obj) => string.Equals(_value, obj._value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => unchecked((int)GetUniformHashCode());

    /// <inheritdoc />
    public override string ToString() => _value ?? "";

    /// <summary>Same text.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Other text.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
