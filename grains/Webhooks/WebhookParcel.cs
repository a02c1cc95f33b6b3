using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Conversations.Webhooks;

/// <summary>The body of a request to a webhook.</summary>
/// <param name="DeliveryId">The same in every try.</param>
/// <param name="Body">JSON; null when the webhook wants none of the events.</param>
/// <param name="ToVersion">The last version that is dealt with.</param>
internal sealed record WebhookParcel(string DeliveryId, string? Body, long ToVersion)
{
    /// <summary>A request holds at most so many events; more come in the next.</summary>
    internal const int MostEvents = 100;
    /// <summary>A request holds at most so many bytes of events, unless a single one is larger.</summary>
    internal const int MostBytes = 256 * 1024;

    /// <summary>Reads the events from their conversation. The same delivery gives the same parcel, whenever it is packed.</summary>
    public static async Task<WebhookParcel> Pack(IConversationGrain conversation, ConversationKey key, WebhookDelivery delivery)
    {
        var id = $"{key}/{delivery.Key}";
        List<ReadOnlyMemory<byte>> events = [];
        var bytes = 0;
        for (var after = delivery.FromVersion; after < delivery.ToVersion;)
        {
            var page = await conversation.ReadEvents(after, (int)Math.Min(MostEvents, delivery.ToVersion - after));
            if (page.Events.IsEmpty) throw new InvalidOperationException($"The events after version {after} of '{key}' are promised to a webhook and are not there.");
            foreach (var happened in page.Events)
            {
                after++;
                if (!delivery.Filter.Wants(happened)) continue;
                var json = JsonSerializer.SerializeToUtf8Bytes(happened, EventJson.Wire.ConversationEvent);
                var one = WithVersion(after, json);
                if (events.Count == MostEvents || (events.Count > 0 && bytes + one.Length > MostBytes)) return new(id, Write(key, id, events), after - 1);
                events.Add(one);
                bytes += one.Length;
            }
        }
        return new(id, events.Count == 0 ? null : Write(key, id, events), delivery.ToVersion);
    }

    private static ReadOnlyMemory<byte> WithVersion(long version, byte[] json) =>
        new([.. Encoding.UTF8.GetBytes($"{{\"version\":{version},"), .. json.AsSpan(1)]);

    private static string Write(ConversationKey key, string id, List<ReadOnlyMemory<byte>> events)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = EventJson.Wire.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("account"u8, key.Account);
            json.WriteString("conversation"u8, key.Conversation);
            json.WriteString("deliveryId"u8, id);
            json.WriteStartArray("events"u8);
            foreach (var one in events) json.WriteRawValue(one.Span, skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
