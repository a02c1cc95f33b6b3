using System.Text.Json;

namespace Conversations.Bots;

/// <summary>The activity of the consumer's client, as far as it is passed on to a bot.</summary>
internal sealed class ConsumerActivity : IDisposable
{
    private static readonly string[] PassedOn = ["attachments", "attachmentLayout", "entities", "value", "valueType", "localTimestamp", "localTimezone"];

    private readonly JsonDocument? _json;

    private ConsumerActivity(JsonDocument? json) => _json = json;

    public bool HasAttachments => Root.Find("attachments")?.HasContent() == true;

    private JsonElement Root => _json?.RootElement ?? default;

    /// <summary>Nothing is passed on when there is none.</summary>
    public static ConsumerActivity Of(string? activity) => new(activity is null ? null : JsonDocument.Parse(activity));

    /// <summary>Whether an activity holds files or a value: what can't be joined to another message.</summary>
    public static bool HasMoreThanText(string? activity)
    {
        if (activity is null) return false;
        using var sent = Of(activity);
        return sent.HasAttachments || sent.Root.Find("value")?.HasContent() == true;
    }

    public string? Text(string name) => Root.Text(name);

    public void WriteContent(Utf8JsonWriter json)
    {
        foreach (var name in PassedOn)
        {
            if (Root.Find(name) is not { } value) continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    /// <summary>The members of its <c>channelData</c>, except those whose names the service uses itself.</summary>
    public IEnumerable<JsonProperty> ChannelData(IReadOnlyCollection<string> except) =>
        Root.Find("channelData") is { ValueKind: JsonValueKind.Object } data
            ? data.EnumerateObject().Where(m => !except.Contains(m.Name, StringComparer.OrdinalIgnoreCase)) : [];

    public void Dispose() => _json?.Dispose();
}
