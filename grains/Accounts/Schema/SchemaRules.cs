using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Conversations.Accounts.Schema;

/// <summary>
/// Writes the rules of the document records into the exported schema, and gives each record a definition of its own:
/// actions hold actions, and a schema that repeats itself can be read by nobody.
/// </summary>
internal sealed class SchemaRules(Type root, SortedDictionary<string, JsonNode> definitions)
{
    public JsonNode Apply(JsonSchemaExporterContext context, JsonNode exported)
    {
        var type = context.TypeInfo.Type;
        var schema = type.IsSubclassOf(typeof(Document)) && type != root ? Define(type, exported)
            : ItemsOf(type) is { } item ? new() { ["type"] = "array", ["items"] = exported["items"]?.DeepClone() ?? Reference(item) }
            : DocumentEntriesOf(type) is { } entry ? new() { ["type"] = "object", ["additionalProperties"] = Reference(entry) }
            : type == root ? Describe(type, exported)
            : Plain(type);
        if (context.PropertyInfo?.AttributeProvider is PropertyInfo property && property.IsDefined(typeof(DescriptionAttribute)))
        {
            AddRules(schema, new(property));
        }

        return schema;
    }

    private JsonObject Define(Type type, JsonNode exported)
    {
        // A repeated type comes as a pointer to its first place, which is not its place here.
        if (exported["$ref"] is null && !definitions.ContainsKey(NameOf(type)))
        {
            definitions[NameOf(type)] = type == typeof(TextDocument) ? TextOrLanguages(type)
                : type.IsDefined(typeof(AsWrittenAttribute)) ? new JsonObject { ["description"] = DescriptionOf(type), ["type"] = "object" }
                : type == typeof(BodyDocument) ? new JsonObject { ["description"] = DescriptionOf(type), ["type"] = new JsonArray("string", "object", "array") }
                : WithShortForm(type, Describe(type, exported));
        }

        return Reference(type);
    }

    private static JsonObject Describe(Type type, JsonNode exported)
    {
        var shape = DocumentShape.Of(type);
        var schema = new JsonObject { ["description"] = DescriptionOf(type), ["type"] = "object" };
        schema["properties"] = exported["properties"]?.DeepClone() ?? new JsonObject();
        schema["additionalProperties"] = false;
        if (shape.Keys.Any(k => k.IsRequired))
        {
            schema["required"] = Strings(shape.Keys.Where(k => k.IsRequired).Select(k => k.Name));
        }

        if (shape.ExactlyOneKey)
        {
            schema["minProperties"] = 1;
            schema["maxProperties"] = 1;
        }

        return schema;
    }

    private static JsonObject WithShortForm(Type type, JsonObject schema)
    {
        var shape = DocumentShape.Of(type);
        if (shape.Keys.IsEmpty)
        {
            schema["type"] = new JsonArray("object", "null");
        }

        if (shape.ShortForm is not { } only)
        {
            return schema;
        }

        schema.Remove("description");
        var value = schema["properties"]![only.Name]!.DeepClone();
        return new() { ["description"] = DescriptionOf(type), ["anyOf"] = new JsonArray(value, schema) };
    }

    private static JsonObject TextOrLanguages(Type type)
    {
        var text = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = AccountLimits.Text };
        var languages = new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = Patterns.Language },
            ["additionalProperties"] = text.DeepClone(),
            ["minProperties"] = 1,
        };
        return new() { ["description"] = DescriptionOf(type), ["anyOf"] = new JsonArray(text, languages) };
    }

    private static JsonObject Plain(Type type) => new()
    {
        ["type"] = type == typeof(int?) ? "integer" : type == typeof(decimal?) ? "number" : type == typeof(string) ? "string" : type == typeof(bool?) ? "boolean" : "object",
    };

    private static void AddRules(JsonObject schema, DocumentKey key)
    {
        schema.Insert(0, "description", DescriptionOf(key.Property));
        AddValueRules(key.ItemType == typeof(string) ? schema["items"]!.AsObject() : schema, key);
        if (key.LeastItems > 0)
        {
            schema["minItems"] = key.LeastItems;
        }

        if (key.IsMap)
        {
            AddEntries(schema, key);
        }
    }

    private static void AddValueRules(JsonObject schema, DocumentKey key)
    {
        if (key.Pattern is { } pattern && !key.IsMap)
        {
            schema["pattern"] = pattern.Pattern;
        }

        if (!key.Values.IsEmpty)
        {
            schema["enum"] = Strings(key.Values);
        }

        if (key.Length is { } length)
        {
            schema["minLength"] = key.MayBeEmpty ? 0 : Math.Max(1, length.MinimumLength);
            schema["maxLength"] = length.MaximumLength;
        }

        if (key.Range is { } range)
        {
            schema["minimum"] = JsonValue.Create(Convert.ToDecimal(range.Minimum));
            schema["maximum"] = JsonValue.Create(Convert.ToDecimal(range.Maximum));
        }
    }

    private static void AddEntries(JsonObject schema, DocumentKey key)
    {
        if (key.Pattern is { } names)
        {
            schema["propertyNames"] = new JsonObject { ["pattern"] = names.Pattern };
        }

        if (!key.KnownEntries.IsEmpty)
        {
            schema["properties"] = new JsonObject(key.KnownEntries.Select(e =>
                KeyValuePair.Create(e.Name, (JsonNode?)new JsonObject { ["description"] = e.Description, ["type"] = Scalar() })));
        }

        schema["additionalProperties"] = new JsonObject { ["type"] = Scalar() };
    }

    private static JsonArray Scalar() => new("string", "number", "boolean");

    private static Type? ItemsOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static Type? DocumentEntriesOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
        && type.GetGenericArguments()[1] is var value && value.IsSubclassOf(typeof(Document)) ? value : null;

    private static JsonObject Reference(Type type) => new() { ["$ref"] = $"#/$defs/{NameOf(type)}" };

    private static string NameOf(Type type) => type.Name.Replace("Document", "", StringComparison.Ordinal);

    private static string DescriptionOf(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()!.Description;

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(v => (JsonNode?)v)];
}
