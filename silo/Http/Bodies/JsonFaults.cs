using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Silo.Http.Bodies;

/// <summary>
/// Says in words why a body could not be read: every unknown or wrongly typed field by its path. Runs only after reading
/// failed, so that a good body pays nothing for it.
/// </summary>
internal static class JsonFaults
{
    public static IReadOnlyList<FieldFault> Explain(ReadOnlyMemory<byte> body, JsonTypeInfo type)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            List<FieldFault> faults = [];
            Walk(document.RootElement, type, "", faults);
            return faults.Count > 0 ? faults : [FieldFault.Invalid("", "The body does not fit this call.")];
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            return [FieldFault.Invalid("", body.Length is 0 ? "The body is empty; send a JSON object." : $"The body is not valid JSON ({place}).")];
        }
    }

    private static void Walk(JsonElement value, JsonTypeInfo type, string path, List<FieldFault> faults)
    {
        if (type.Kind is JsonTypeInfoKind.Object && value.ValueKind is JsonValueKind.Object)
        {
            WalkObject(value, type, path, faults);
        }
        else if (type.Kind is JsonTypeInfoKind.Enumerable && value.ValueKind is JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                Walk(item, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{i++}]", faults);
            }
        }
        else
        {
            TryLeaf(value, type, path, faults);
        }
    }

    private static void WalkObject(JsonElement value, JsonTypeInfo type, string path, List<FieldFault> faults)
    {
        foreach (var member in value.EnumerateObject())
        {
            var name = path.Length is 0 ? member.Name : $"{path}.{member.Name}";
            if (type.Properties.FirstOrDefault(p => p.Name == member.Name) is { } property)
            {
                Walk(member.Value, type.Options.GetTypeInfo(property.PropertyType), name, faults);
            }
            else
            {
                faults.Add(FieldFault.Invalid(name, $"'{name}' is not known here; allowed are {string.Join(", ", type.Properties.Select(p => p.Name))}."));
            }
        }
    }

    private static void TryLeaf(JsonElement value, JsonTypeInfo type, string path, List<FieldFault> faults)
    {
        try
        {
            value.Deserialize(type);
        }
        catch (JsonException)
        {
            faults.Add(FieldFault.Invalid(path, $"'{(path.Length is 0 ? "body" : path)}' must be {Expected(type.Type)}."));
        }
    }

    private static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", EnumNames.Of(plain)),
            _ when plain == typeof(string) => "a text",
            _ when plain == typeof(WireId) => "a text or a whole number",
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(int) || plain == typeof(long) => "a whole number",
            _ when typeof(System.Collections.IEnumerable).IsAssignableFrom(plain) => "a list or map as documented in /openapi/v1.json",
            _ => "an object",
        };
    }
}
