using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Members of an activity. One that is <c>null</c> counts as not there.</summary>
internal static class ActivityMembers
{
    public static JsonElement? Find(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text that is not empty; null for anything else.</summary>
    public static string? Text(this JsonElement parent, string name) =>
        parent.Find(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Not <c>[]</c>, <c>{}</c> or <c>""</c>, as some SDKs write what is not there.</summary>
    public static bool HasContent(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        JsonValueKind.String => !value.ValueEquals(""u8),
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        _ => true,
    };

    /// <summary>A setting in a sentence, shortened. What a bot says is not to be shown this way: it may be private.</summary>
    public static string Shown(this JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return value.Kind();
        var text = value.GetRawText();
        return text.Length <= 60 ? text : $"{text[..(char.IsHighSurrogate(text[56]) ? 56 : 57)]}...";
    }

    /// <summary>What a value is, without what it says.</summary>
    public static string Kind(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
