namespace Orleans.Runtime;

/// <summary>Identity of a grain: its type and its key, as text <c>type/key</c>.</summary>
public readonly struct GrainId : IEquatable<GrainId>
{
    private readonly GrainType _type;
    private readonly IdSpan _key;

    /// <summary>The id of that type and key.</summary>
    public GrainId(GrainType type, IdSpan key)
    {
        _type = type;
        _key = key;
    }

    /// <summary>The grain type.</summary>
    public GrainType Type => _type;

    /// <summary>The key: a text, a number in upper-case hexadecimal digits, or a GUID in 32 digits.</summary>
    public IdSpan Key => _key;

    /// <summary>No id given.</summary>
    public bool IsDefault => _type.IsDefault && _key.IsDefault;

    /// <summary>The id of that type and key.</summary>
    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    /// <summary>The id of that type and key.</summary>
    public static GrainId Create(GrainType type, string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return new(type, IdSpan.Create(key));
    }

    /// <summary>The id of that type and key.</summary>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="ArgumentException">There is no slash between type and key.</exception>
    public static GrainId Parse(string value) =>
        TryParse(value, out var id) ? id : throw new ArgumentException($"'{value}' is no grain id; write it as type/key.", nameof(value));

    /// <summary>Reads what <see cref="ToString"/> writes; false when there is no slash between type and key.</summary>
    public static bool TryParse(string? value, out GrainId result)
    {
        var slash = value?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        result = slash < 0 ? default : new(new(IdSpan.Create(value![..slash])), IdSpan.Create(value[(slash + 1)..]));
        return slash >= 0;
    }

    /// <summary>The same for equal ids in every process and on every machine.</summary>
    public uint GetUniformHashCode() => unchecked((_type.GetUniformHashCode() * 31) + _key.GetUniformHashCode());

    /// <inheritdoc />
    public bool Equals(GrainId other) => _key.Equals(other._key) && _type.Equals(other._type);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_type, _key);

    /// <inheritdoc />
    public override string ToString() => $"{_type}/{_key}";

    /// <summary>Same grain.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Other grain.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
