using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>An activity as a client sent it.</summary>
internal sealed class IncomingActivity : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly JsonDocument _document;

    private IncomingActivity(JsonDocument document)
    {
        _document = document;
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            throw BotFrameworkFault.Bad("The body must be an activity, a JSON object.");
        }
        Type = Text(root, "type") ?? throw new BotFrameworkFault(400, "MissingProperty", "The activity has no 'type'; give message, event, typing or endOfConversation.");
        Name = Text(root, "name");
        var channelData = Object(root, "channelData");
        ClientActivityId = channelData is { } data ? Text(data, "clientActivityID") : null;
        Content = Text(root, "text") is { Length: > 0 } text ? text : PostedBack(root, channelData);
        FromId = Object(root, "from") is { } from ? Text(from, "id") : null;
    }

    public string Type { get; }
    /// <summary>The name of an event.</summary>
    public string? Name { get; }
    /// <summary>What the consumer said: the text, or the text behind a button that says nothing.</summary>
    public string? Content { get; }
    /// <summary>The client's own id; a retry carries it again.</summary>
    public string? ClientActivityId { get; }
    public string? FromId { get; }
    public JsonElement Root => _document.RootElement;

    public static IncomingActivity Parse(ReadOnlyMemory<byte> body)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body, Strict);
            return new(document);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            document?.Dispose();
            throw BotFrameworkFault.Bad("The body is not valid JSON in UTF-8.");
        }
        catch (BotFrameworkFault)
        {
            document?.Dispose();
            throw;
        }
    }

    /// <summary>The activity to keep: whole, except that nobody but the service says who sent it and what is attached.</summary>
    public string ToStored(string senderId, IReadOnlyList<StoredUpload>? uploads = null)
    {
        try
        {
            return Compose(senderId, uploads);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair passes for JSON and is no text.
            throw BotFrameworkFault.Bad("The activity holds text that is not valid Unicode.");
        }
    }

    public void Dispose() => _document.Dispose();

    private string Compose(string senderId, IReadOnlyList<StoredUpload>? uploads)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var member in Root.EnumerateObject())
            {
                if (member.NameEquals("from"u8) || (uploads is not null && member.NameEquals("attachments"u8)))
                {
                    continue;
                }
                member.WriteTo(json);
            }
            WriteFrom(json, senderId);
            AttachmentList.Write(json, Root, uploads);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteFrom(Utf8JsonWriter json, string senderId)
    {
        json.WriteStartObject("from"u8);
        json.WriteString("id"u8, senderId);
        if (Object(Root, "from") is { } from)
        {
            foreach (var member in from.EnumerateObject())
            {
                if (!member.NameEquals("id"u8) && !member.NameEquals("role"u8))
                {
                    member.WriteTo(json);
                }
            }
        }
        json.WriteString("role"u8, "user"u8);
        json.WriteEndObject();
    }

    private static string? PostedBack(JsonElement root, JsonElement? channelData) =>
        channelData is { } data && data.TryGetProperty("postBack", out var postBack) && postBack.ValueKind is JsonValueKind.True
        && root.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }
        return value.ValueKind is JsonValueKind.String ? value.GetString() : throw BotFrameworkFault.Bad($"'{name}' must be a text.");
    }
}
