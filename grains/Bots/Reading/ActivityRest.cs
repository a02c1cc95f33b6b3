using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conversations.Bots;

/// <summary>What stands in an activity beside text and rich content, for Direct Line clients: cards, buttons, speech. Passed on as the bot wrote it.</summary>
internal static class ActivityRest
{
    private static readonly FrozenSet<string> Saying = new[] { "attachments", "suggestedActions", "speak", "value" }.ToFrozenSet();
    private static readonly FrozenSet<string> Describing = new[] { "attachmentLayout", "valueType", "summary", "importance", "entities" }.ToFrozenSet();
    // They describe a text that is there anyway, so that they alone are not worth an activity.
    private static readonly FrozenSet<string> Accompanying = new[] { "textFormat", "locale", "inputHint" }.ToFrozenSet();

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether there is something to be shown even without text.</summary>
    public static bool SaysSomething(JsonElement activity) => activity.EnumerateObject().Any(m => Saying.Contains(m.Name) && m.Value.HasContent());

    /// <summary>An activity of its own; null when text and rich content are all there is.</summary>
    public static string? Of(ActivityParts parts, MessageForm form, string? text)
    {
        var data = parts.ChannelData.ValueKind == JsonValueKind.Object
            ? parts.ChannelData.EnumerateObject().Where(m => !ActivityParts.IsHandled(m.Name) && m.Value.ValueKind != JsonValueKind.Null).ToList() : [];
        var stream = StreamOf(parts.Activity);
        var hasRest = parts.Activity.EnumerateObject().Any(m => (Saying.Contains(m.Name) || Describing.Contains(m.Name)) && m.Value.HasContent());
        if (!hasRest && data.Count == 0 && form.EventName is null) return null;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("type", form.Type);
            if (form.EventName is { } name) json.WriteString("name", name);
            if (text is not null) json.WriteString("text", text);
            foreach (var member in parts.Activity.EnumerateObject().Where(m => IsPassedOn(m))) Copy(json, member);
            if (data.Count > 0 || stream is not null) WriteChannelData(json, data, stream);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static bool IsPassedOn(JsonProperty member) =>
        (Saying.Contains(member.Name) || Describing.Contains(member.Name) || Accompanying.Contains(member.Name)) && member.Value.HasContent();

    // Web Chat looks for the places of a stream in channelData and knows nothing of the entity.
    private static void WriteChannelData(Utf8JsonWriter json, List<JsonProperty> data, JsonElement? stream)
    {
        json.WriteStartObject("channelData");
        foreach (var member in data) Copy(json, member);
        foreach (var member in stream?.EnumerateObject() ?? default)
        {
            if (member.Name is "streamType" or "streamSequence" or "streamId" && data.All(d => d.Name != member.Name)) Copy(json, member);
        }
        json.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter json, JsonProperty member)
    {
        json.WritePropertyName(member.Name);
        json.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
    }

    private static JsonElement? StreamOf(JsonElement activity)
    {
        if (activity.Find("entities") is not { ValueKind: JsonValueKind.Array } entities) return null;
        foreach (var entity in entities.EnumerateArray())
        {
            if (entity.Text("type") == "streaminfo") return entity;
        }
        return null;
    }
}
