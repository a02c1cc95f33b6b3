using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Conversations.Accounts.Schema;

/// <summary>What a document record says about its YAML: its keys, which are required, and how it is called in messages.</summary>
internal sealed class DocumentShape
{
    private static readonly ConcurrentDictionary<Type, DocumentShape> Shapes = new();

    private readonly Type _type;

    private DocumentShape(Type type)
    {
        _type = type;
        Called = type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? type.Name;
        Keys = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(p => new DocumentKey(p))];
        ExactlyOneKey = type.IsDefined(typeof(ExactlyOneKeyAttribute));
        AsWritten = type.IsDefined(typeof(AsWrittenAttribute));
        var shortForm = type.GetCustomAttribute<ShortFormAttribute>()?.Property;
        ShortForm = Keys.FirstOrDefault(k => k.Property.Name == shortForm);
    }

    /// <summary>With its article: "a step".</summary>
    public string Called { get; }

    public ImmutableArray<DocumentKey> Keys { get; }

    public bool ExactlyOneKey { get; }

    /// <summary>Any value will do; whoever asked for it reads it.</summary>
    public bool AsWritten { get; }

    public DocumentKey? ShortForm { get; }

    public static DocumentShape Of(Type type) => Shapes.GetOrAdd(type, static t => new(t));

    public DocumentKey? Find(string name) => Keys.FirstOrDefault(k => k.Name == name);

    public Document Create() => (Document)Activator.CreateInstance(_type)!;
}

/// <summary>A key of a document: the property behind it and the rules that its attributes give.</summary>
internal sealed class DocumentKey(PropertyInfo property)
{
    public PropertyInfo Property { get; } = property;

    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    public bool IsRequired { get; } = property.IsDefined(typeof(RequiredAttribute));

    /// <summary>A text of no characters is a value too.</summary>
    public bool MayBeEmpty { get; } =
        property.IsDefined(typeof(MayBeEmptyAttribute)) || (property.GetCustomAttribute<RequiredAttribute>()?.AllowEmptyStrings ?? false);

    public RangeAttribute? Range { get; } = property.GetCustomAttribute<RangeAttribute>();

    public StringLengthAttribute? Length { get; } = property.GetCustomAttribute<StringLengthAttribute>();

    public RegularExpressionAttribute? Pattern { get; } = property.GetCustomAttribute<RegularExpressionAttribute>();

    public ImmutableArray<string> Values { get; } =
        [.. property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.OfType<string>() ?? []];

    public int LeastItems { get; } = property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0;

    public ImmutableArray<KnownEntryAttribute> KnownEntries { get; } = [.. property.GetCustomAttributes<KnownEntryAttribute>()];

    /// <summary>What a list holds; null when the key takes no list.</summary>
    public Type? ItemType { get; } = property.PropertyType is { IsGenericType: true } list
        && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? list.GetGenericArguments()[0] : null;

    /// <summary>What a mapping of names to documents holds; null when the key takes none.</summary>
    public Type? EntryType { get; } = property.PropertyType is { IsGenericType: true } map
        && map.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
        && map.GetGenericArguments()[1] is var value && value.IsSubclassOf(typeof(Document)) ? value : null;

    public bool IsMap { get; } = property.PropertyType == typeof(IReadOnlyDictionary<string, string>);
}
