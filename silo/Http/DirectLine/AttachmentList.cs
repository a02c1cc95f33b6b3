using System.Text.Json;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>The attachments of an upload: the files as they are stored, with what the client said of each.</summary>
internal static class AttachmentList
{
    public static void Write(Utf8JsonWriter json, JsonElement activity, IReadOnlyList<StoredUpload>? uploads)
    {
        if (uploads is null)
        {
            return;
        }
        var described = activity.TryGetProperty("attachments", out var list) && list.ValueKind is JsonValueKind.Array ? list.GetArrayLength() : 0;
        json.WriteStartArray("attachments"u8);
        for (var i = 0; i < uploads.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("contentType"u8, uploads[i].ContentType);
            json.WriteString("contentUrl"u8, uploads[i].Url);
            json.WriteString("name"u8, uploads[i].Name);
            if (i < described && list[i].ValueKind is JsonValueKind.Object)
            {
                Copy(json, list[i]);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Copy(Utf8JsonWriter json, JsonElement described)
    {
        foreach (var member in described.EnumerateObject())
        {
            if (member.Name is not ("contentType" or "contentUrl" or "name") && !IsEmbedded(member))
            {
                member.WriteTo(json);
            }
        }
    }

    // Web Chat embeds a thumbnail of each picture; the journal keeps what is said, not pictures.
    private static bool IsEmbedded(JsonProperty member) =>
        member.Name is "thumbnailUrl" && member.Value.ValueKind is JsonValueKind.String
        && member.Value.GetString()!.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
