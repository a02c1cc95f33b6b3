using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// Copies an activity as it came, without what the service itself says of it. The text is copied value by value and never
/// built up in memory: this runs for every reader of every message.
/// </summary>
internal static class StoredActivity
{
    /// <returns>Whether a <c>from</c> was copied.</returns>
    public static bool CopyTo(Utf8JsonWriter json, string activity, bool copyFrom, bool copyReplyTo, bool copyChannelData = true)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(activity.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(activity, buffer);
            return Copy(json, buffer.AsSpan(0, length), copyFrom, copyReplyTo, copyChannelData);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What stands in its <c>channelData</c>; null for nothing.</summary>
    public static JsonElement? ChannelDataOf(string activity)
    {
        using var document = JsonDocument.Parse(activity);
        return document.RootElement.TryGetProperty("channelData"u8, out var data) && data.ValueKind is JsonValueKind.Object ? data.Clone() : null;
    }

    private static bool Copy(Utf8JsonWriter json, ReadOnlySpan<byte> activity, bool copyFrom, bool copyReplyTo, bool copyChannelData)
    {
        var hasFrom = false;
        var reader = new Utf8JsonReader(activity);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var from = reader.ValueTextEquals("from"u8);
            var wanted = from ? copyFrom : !IsOurs(ref reader) && (copyReplyTo || !reader.ValueTextEquals("replyToId"u8))
                && (copyChannelData || !reader.ValueTextEquals("channelData"u8));
            if (wanted)
            {
                hasFrom |= from;
                json.WritePropertyName(reader.GetString()!);
            }
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (wanted)
            {
                json.WriteRawValue(activity[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
        return hasFrom;
    }

    private static bool IsOurs(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("timestamp"u8)
        || reader.ValueTextEquals("channelId"u8) || reader.ValueTextEquals("conversation"u8);
}
