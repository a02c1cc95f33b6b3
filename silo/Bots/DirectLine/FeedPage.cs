using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>An activity set: what came since a watermark, and the next one. Null when the service gives none, which then stays as it was.</summary>
internal sealed record FeedPage(ImmutableArray<RemoteActivity> Activities, string? Watermark)
{
    /// <summary>How deep an activity may be nested. Deeper than what is carried out, for one activity must not hide those after it.</summary>
    public const int Depth = 1_000;

    /// <summary>Longer ids and watermarks than this are none: they would be kept with every conversation.</summary>
    public const int LongestId = 300;

    public static FeedPage Empty { get; } = new([], null);

    /// <summary>Reads <c>{"activities":[…],"watermark":"…"}</c>; the watermark may be a number. Null when it is no such thing.</summary>
    public static FeedPage? Parse(string? body)
    {
        if (string.IsNullOrWhiteSpace(body)) return Empty;
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Depth });
            return json.RootElement.ValueKind is JsonValueKind.Object ? Read(json.RootElement) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static FeedPage Read(JsonElement set)
    {
        var activities = set.TryGetProperty("activities", out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Where(a => a.ValueKind is JsonValueKind.Object).Select(RemoteActivity.Read).ToImmutableArray()
            : [];
        var watermark = !set.TryGetProperty("watermark", out var mark) ? null : mark.ValueKind switch
        {
            JsonValueKind.String => mark.GetString(),
            JsonValueKind.Number => mark.GetRawText(),
            _ => null,
        };
        return new(activities, watermark is { Length: > 0 and <= LongestId } ? watermark : null);
    }
}
