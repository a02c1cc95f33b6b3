using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Tells activities apart by what they say: 32 hexadecimal digits.</summary>
internal static class ActivityFingerprint
{
    // They differ between two sendings of one activity.
    private static readonly FrozenSet<string> Envelope = new[]
    {
        "id", "timestamp", "localTimestamp", "localTimezone", "serviceUrl", "replyToId", "conversation", "recipient", "from", "channelId", "watermark",
    }.ToFrozenSet();

    /// <summary>Of an activity's content; white space and the order of its members count for nothing.</summary>
    public static string Of(JsonElement activity)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in activity.EnumerateObject().Where(m => !Envelope.Contains(m.Name)).OrderBy(m => m.Name, StringComparer.Ordinal)) member.WriteTo(json);
            json.WriteEndObject();
        }
        return Hash(buffer.WrittenSpan);
    }

    /// <summary>Of a text that is no activity.</summary>
    public static string OfText(string text) => Hash(Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
}
