using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conversations.Bots;

/// <summary>The text of an activity as JSON, bounded in size and depth.</summary>
internal static class ActivityJson
{
    /// <summary>Bytes of UTF-8 that an activity may have.</summary>
    public const int Longest = 256 * 1024;
    /// <summary>How deep its values may stand in each other.</summary>
    public const int Deepest = 64;

    // Of what is too large only the ids are read, and only up to here.
    private const int LongestForIds = 4 * Longest;

    // A name that is there twice would mean one thing to us and another to somebody else.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Deepest };
    private static readonly JsonDocumentOptions Loose = Strict with { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The activity as plain JSON; null when it can't be read. What is too large is read for its ids alone, and still a fault.</summary>
    public static JsonDocument? Parse(string text, out (string Reason, string Detail)? fault)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        fault = size <= Longest ? null : (BotFaults.TooLarge, $"The activity has {size} bytes; at most {Longest} are taken.");
        if (size > LongestForIds) return null;
        JsonDocument? json = null;
        try
        {
            json = ParsePlain(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object) fault ??= (BotFaults.InvalidShape, "It is no activity, which is a JSON object.");
            else if (!IsText(text, json.RootElement)) fault ??= (BotFaults.InvalidShape, "It holds text that is not valid Unicode.");
            return json;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            json?.Dispose();
            fault ??= (BotFaults.InvalidShape, $"It is not valid JSON of at most {Deepest} levels in which each name is there once: {e.Message}");
            return null;
        }
    }

    // What bots send is passed on as they wrote it, so that it has to be JSON for those who know of no comments, too.
    private static JsonDocument ParsePlain(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException)
        {
            using var loose = JsonDocument.Parse(text, Loose);
            return JsonDocument.Parse(Written(loose.RootElement), Strict);
        }
    }

    // Half of a surrogate pair passes for JSON and is no text. It can only be written as an escape: unescaped, it is no JSON.
    private static bool IsText(string text, JsonElement root)
    {
        if (!text.Contains("\\u", StringComparison.Ordinal)) return true;
        try
        {
            Written(root);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Written(JsonElement root)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            root.WriteTo(json);
        }
        return buffer.WrittenMemory;
    }
}
