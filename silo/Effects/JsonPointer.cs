using System.Text.Json;

namespace Conversations.Silo.Effects;

/// <summary>RFC 6901: a place in a JSON document, such as <c>/orders/0/status</c>. The empty pointer is the whole document.</summary>
internal static class JsonPointer
{
    /// <summary>The value there as text (objects and arrays as JSON); null when there is none.</summary>
    public static string? Find(JsonElement root, string pointer)
    {
        var at = root;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            if (Child(at, part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) is not { } child) return null;
            at = child;
        }
        return at.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => at.GetString(),
            _ => at.GetRawText(),
        };
    }

    private static JsonElement? Child(JsonElement parent, string name) => parent.ValueKind switch
    {
        JsonValueKind.Object when parent.TryGetProperty(name, out var value) => value,
        JsonValueKind.Array when int.TryParse(name, out var index) && index >= 0 && index < parent.GetArrayLength() => parent[index],
        _ => null,
    };
}
