using System.Buffers;
using System.Text.Json;
using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>A call as the function host takes it.</summary>
internal static class CallJson
{
    // The text only goes into JSON.parse, so that nothing in it is worth escaping that JSON itself does not escape.
    private static readonly JsonWriterOptions _plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="JsonException">The payload is no JSON.</exception>
    public static ArrayBufferWriter<byte> Write(FunctionCall call)
    {
        ArrayBufferWriter<byte> bytes = new(256 + call.Payload.Length);
        using Utf8JsonWriter json = new(bytes, _plain);
        json.WriteStartObject();
        WriteSeed(json, call.Seed);
        json.WriteNumber("now", call.Now.ToUnixTimeMilliseconds());
        WriteLimits(json, call.Limits);
        json.WriteStartObject("env");
        foreach (var (name, value) in call.Environment)
        {
            json.WriteString(name, value);
        }
        json.WriteEndObject();
        WriteInput(json, call);
        json.WriteEndObject();
        json.Flush();
        return bytes;
    }

    /// <summary>What reaches a run that is repeated: <c>[after milliseconds, number, answer, error]</c> each.</summary>
    public static byte[] Write(FunctionRecord record)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes, _plain);
        json.WriteStartArray();
        foreach (var step in record.Steps)
        {
            var answer = step.Answer >= 0 ? record.Answers[step.Answer] : null;
            json.WriteStartArray();
            json.WriteNumberValue(step.AfterMilliseconds);
            json.WriteNumberValue(step.Answer);
            json.WriteStringValue(answer?.Error is null ? answer?.Json : null);
            json.WriteStringValue(answer?.Error);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    // SplitMix64: seeds that are alike give numbers that are not.
    private static void WriteSeed(Utf8JsonWriter json, ulong seed)
    {
        json.WriteStartArray("seed");
        for (var i = 0; i < 2; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            var mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            json.WriteNumberValue((uint)mixed);
            json.WriteNumberValue((uint)(mixed >> 32));
        }
        json.WriteEndArray();
    }

    private static void WriteLimits(Utf8JsonWriter json, FunctionLimits limits)
    {
        json.WriteStartArray("limits");
        json.WriteNumberValue(limits.LogEntries);
        json.WriteNumberValue(limits.LogCharacters);
        json.WriteNumberValue(limits.Fetches);
        json.WriteNumberValue(limits.ResultCharacters);
        json.WriteEndArray();
    }

    private static void WriteInput(Utf8JsonWriter json, FunctionCall call)
    {
        json.WriteStartObject("input");
        json.WriteStartArray("headers");
        foreach (var (key, value) in call.Headers)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WritePropertyName("payload");
        json.WriteRawValue(call.Payload);
        json.WriteEndObject();
    }
}
