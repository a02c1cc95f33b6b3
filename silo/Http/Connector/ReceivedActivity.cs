using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Conversations.Silo.Http.Connector;

/// <summary>Checks that what a bot sent is an activity at all, and says to which it replies. What it means is for the rules to find out.</summary>
internal static class ReceivedActivity
{
    private const string Type = "type";
    private const string ReplyTo = "replyToId";
    private const string Id = "id";

    /// <summary>One activity as JSON text.</summary>
    /// <param name="body">What came.</param>
    /// <param name="replyTo">The id in the address, which wins over the one in the body; null for none.</param>
    /// <param name="id">What it is called when it does not say; null for nothing.</param>
    /// <exception cref="ConnectorFault">It is none.</exception>
    public static string Read(ReadOnlyMemory<byte> body, string? replyTo, string? id)
    {
        using var document = Parse(body);
        Check(document.RootElement, "The body");
        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        if (replyTo is not null && TextOf(document.RootElement, ReplyTo) != replyTo) changed[ReplyTo] = replyTo;
        if (id is not null && TextOf(document.RootElement, Id) is null or "") changed[Id] = id;
        return changed.Count is 0 ? Encoding.UTF8.GetString(body.Span) : With(document.RootElement, changed);
    }

    /// <summary>The activities of a transcript as JSON texts.</summary>
    /// <exception cref="ConnectorFault">It is none.</exception>
    public static IEnumerable<string> ReadTranscript(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        if (document.RootElement.ValueKind is not JsonValueKind.Object || !document.RootElement.TryGetProperty("activities", out var list) || list.ValueKind is not JsonValueKind.Array)
        {
            throw ConnectorFault.Bad("A transcript is an object with a list 'activities'.");
        }
        List<string> activities = [];
        foreach (var activity in list.EnumerateArray())
        {
            Check(activity, $"'activities[{activities.Count}]'");
            activities.Add(activity.GetRawText());
        }
        return activities;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw ConnectorFault.Bad("The body is not valid JSON, or nested too deeply.");
        }
    }

    private static void Check(JsonElement activity, string what)
    {
        if (activity.ValueKind is not JsonValueKind.Object || TextOf(activity, Type) is not { Length: > 0 })
        {
            throw ConnectorFault.Bad($"{what} is no activity: an activity is an object with a 'type', such as 'message'.");
        }
    }

    private static string? TextOf(JsonElement activity, string name) =>
        activity.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string With(JsonElement activity, Dictionary<string, string> changed)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in activity.EnumerateObject().Where(m => !changed.ContainsKey(m.Name))) member.WriteTo(json);
            foreach (var (name, value) in changed) json.WriteString(name, value);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
