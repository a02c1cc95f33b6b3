using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>What the function host says of a run that is over: the members of a JSON object, a line's end, the result.</summary>
internal static class OutcomeJson
{
    private const byte LineEnd = (byte)'\n';

    public static FunctionRun Read(ReadOnlySequence<byte> body, PendingRun run)
    {
        var end = body.PositionOf(LineEnd) ?? throw new InvalidDataException("The function host sent an outcome without an end.");
        var said = body.Slice(0, end);
        var result = Encoding.UTF8.GetString(body.Slice(body.GetPosition(1, end)));
        var header = said.IsEmpty ? Header.Empty : JsonSerializer.Deserialize($"{{{Encoding.UTF8.GetString(said)}}}", HeaderJson.Default.Header)!;
        return new()
        {
            Result = result.Length > 0 ? result : null,
            ErrorCode = header.Code,
            ErrorMessage = header.Message,
            Logs = [.. (header.Logs ?? []).Select(line => new FunctionLogEntry { Level = line.Level, Message = line.Message, Extras = line.Extras, Timestamp = run.Call.Now })],
            Answers = run.Answers(),
            Steps = [.. (header.Steps ?? []).Select(step => new FunctionStep(step[0], step[1]))],
            Took = run.Took,
            Transient = header.Transient,
        };
    }

    internal sealed record Header(string? Code, string? Message, ImmutableArray<Line>? Logs, ImmutableArray<int[]>? Steps, bool Transient = false)
    {
        public static Header Empty { get; } = new(null, null, null, null);
    }

    internal sealed record Line([property: JsonPropertyName("l")] string Level, [property: JsonPropertyName("m")] string Message, [property: JsonPropertyName("x")] string? Extras);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutcomeJson.Header))]
internal sealed partial class HeaderJson : JsonSerializerContext;
