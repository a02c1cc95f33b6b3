using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Silo.Http.Bodies;

/// <summary>
/// Reads an enum from one of its names alone. The usual converter also takes numbers, and several names at once, and makes of them
/// values that no rule knows; journals keep it, since they may hold such a value.
/// </summary>
internal sealed class NamesOnly : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(NamesOnly<>).MakeGenericType(typeToConvert))!;
}

internal sealed class NamesOnly<T> : JsonConverter<T> where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && EnumNames.TryRead<T>(reader.GetString()!, out var value, StringComparison.OrdinalIgnoreCase)
            ? value
            : throw new JsonException($"It must be one of {string.Join(", ", EnumNames.Of(typeof(T)))}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (EnumNames.Of(value) is { } name) writer.WriteStringValue(name);
        else writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }
}
