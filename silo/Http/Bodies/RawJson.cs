using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.Bodies;

/// <summary>JSON that is kept as text and is a value on the wire.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string Text)
{
    public static RawJson? From(string? text) => text is null ? null : new(text);
}

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    // It was read as JSON when it came in; checking it again on each way out would cost a parse.
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}
