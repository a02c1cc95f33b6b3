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
    public static bool CopyTo(Utf8JsonWriter json, string activity, bool copyFrom, bool copyReplyTo)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(activity.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(activity, buffer);
            return Copy(json, buffer.AsSpan(0, length), copyFrom, copyReplyTo);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Copy(Utf8JsonWriter json, ReadOnlySpan<byte> activity, bool copyFrom, bool copyReplyTo)
    {
        var hasFrom = false;
        var reader = new Utf8JsonReader(activity);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var from = reader.ValueTextEquals("from"u8);
            var wanted = from ? copyFrom : !IsOurs(ref reader) && (copyReplyTo || !reader.ValueTextEquals("replyToId"u8));
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
