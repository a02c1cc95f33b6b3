using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>One activity of a feed: what tells whose it is, and the rest as it came.</summary>
internal sealed record RemoteActivity
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public required string Raw { get; init; }
    public string Type { get; init; } = "";
    public string? Id { get; init; }
    public string? ReplyToId { get; init; }
    public string? FromId { get; init; }
    public bool IsFromBot { get; init; }
    /// <summary><c>channelData.clientActivityID</c>.</summary>
    public string? ClientActivityId { get; init; }

    /// <summary>The bot lets us know that it is at work; a part of a text that it streams is such a sign, too.</summary>
    public bool IsTyping => Type is "typing";

    /// <summary>Whether a bot that sends it has answered: signs of life and what a client is not meant to see are none.</summary>
    public bool IsAnswer => Type is not ("typing" or "trace" or "conversationUpdate" or "");

    public static RemoteActivity Read(JsonElement json) => new()
    {
        Raw = json.GetRawText(),
        Type = Text(json, "type") ?? "",
        Id = Text(json, "id"),
        ReplyToId = Text(json, "replyToId"),
        FromId = Object(json, "from") is { } from ? Text(from, "id") : null,
        IsFromBot = Object(json, "from") is { } sender && Text(sender, "role") == "bot",
        ClientActivityId = Object(json, "channelData") is { } data ? Text(data, "clientActivityID") : null,
    };

    /// <summary>The activity with another <c>replyToId</c>, and else byte for byte as it was.</summary>
    public string Answering(string id)
    {
        if (id == ReplyToId) return Raw;
        var source = Encoding.UTF8.GetBytes(Raw);
        var buffer = new ArrayBufferWriter<byte>(source.Length + id.Length + 32);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("replyToId"u8, id);
            CopyOthers(source, json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void CopyOthers(ReadOnlySpan<byte> source, Utf8JsonWriter json)
    {
        var reader = new Utf8JsonReader(source, new JsonReaderOptions { MaxDepth = FeedPage.Depth });
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueTextEquals("replyToId"u8) ? null : NameOf(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name is null) continue;
            json.WritePropertyName(name);
            json.WriteRawValue(source[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement parent, string name) => !parent.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string? NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Half of a surrogate pair passes for JSON and is no text.
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
