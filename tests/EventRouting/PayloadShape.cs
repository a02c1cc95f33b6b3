using System.Text.Json;
using System.Text.Json.Nodes;
using Conversations.Tests.AccountFolders;

namespace Conversations.Tests.EventRouting;

/// <summary>Holds a payload against docs/schema/event-payload.schema.json: the part of JSON Schema that the file uses.</summary>
internal static class PayloadShape
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Repository.Path("docs", "schema", "event-payload.schema.json")))!.AsObject();

    /// <param name="payload">The payload.</param>
    /// <param name="group">The group it must have beside <c>general</c>; no other may be there.</param>
    public static void Check(JsonElement payload, string? group)
    {
        Assert.Empty(Faults(payload, Schema, "").ToArray());
        string[] groups = group is null ? ["general"] : ["general", group];
        Assert.Equal(groups, payload.EnumerateObject().Select(p => p.Name));
    }

    /// <summary>What differs from the schema.</summary>
    public static IEnumerable<string> Faults(JsonElement value, JsonObject schema, string path)
    {
        if (schema["$ref"] is { } reference)
        {
            return Faults(value, Schema["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), path);
        }
        var faults = schema.Select(rule => rule.Key switch
        {
            "type" => TypeOf(value) == rule.Value!.GetValue<string>() ? null : $"{path} is {TypeOf(value)}, not {rule.Value}",
            "enum" => rule.Value!.AsArray().Any(v => v!.GetValue<string>() == value.GetString()) ? null : $"{path} is {value}, none of {rule.Value}",
            "required" => rule.Value!.AsArray().Select(n => n!.GetValue<string>()).FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing ? $"{path}/{missing} is missing" : null,
            "additionalProperties" => value.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => schema["properties"]![name] is null) is { } unknown ? $"{path}/{unknown} is not known" : null,
            "properties" or "items" or "description" or "title" or "$schema" or "$defs" => null,
            _ => $"the rule {rule.Key} is not known to this test",
        }).OfType<string>();
        var inside = schema["properties"] is JsonObject properties && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Where(p => properties[p.Name] is not null).SelectMany(p => Faults(p.Value, properties[p.Name]!.AsObject(), $"{path}/{p.Name}"))
            : schema["items"] is JsonObject item ? value.EnumerateArray().SelectMany((v, i) => Faults(v, item, $"{path}/{i}")) : [];
        return faults.Concat(inside);
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };
}
