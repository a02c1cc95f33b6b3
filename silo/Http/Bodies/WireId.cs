using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.Bodies;

/// <summary>An id that is a text here, and that functions of the field also write as a number.</summary>
[JsonConverter(typeof(WireIdConverter))]
internal readonly record struct WireId(string Text);

internal sealed class WireIdConverter : JsonConverter<WireId>
{
    public override WireId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetInt64(out var number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new JsonException("An id is a text or a whole number."),
    };

    public override void Write(Utf8JsonWriter writer, WireId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
