using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Journal;

/// <summary>Events and snapshots as bytes.</summary>
public static class JournalCodec
{
    public static byte[] Encode(ImmutableArray<ConversationEvent> events) =>
        JsonSerializer.SerializeToUtf8Bytes(events, EventJson.Compact.ImmutableArrayConversationEvent);

    /// <exception cref="InvalidDataException">An event has a name this program does not know, or is no JSON.</exception>
    public static ImmutableArray<ConversationEvent> Decode(ConversationKey key, StoredAppend append)
    {
        try
        {
            return JsonSerializer.Deserialize(append.Events.Span, EventJson.Compact.ImmutableArrayConversationEvent);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"Conversation {key}, versions {append.FirstVersion} to {append.LastVersion}: {fault.Message} " +
                "Run a program at least as new as the one that wrote it.", fault);
        }
    }

    /// <summary>
    /// Whether a snapshot has the shape of this program's states. One of an older or newer program is passed over: the events
    /// are all there, and make the state anew.
    /// </summary>
    public static bool Fits(ReadOnlyMemory<byte> snapshot)
    {
        var reader = new Utf8JsonReader(snapshot.Span);
        return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("format"u8)
            && reader.Read() && reader.TryGetInt32(out var format) && format == Conversation.CurrentFormat;
    }

    public static byte[] EncodeSnapshot(Conversation state) =>
        JsonSerializer.SerializeToUtf8Bytes(state, ConversationJson.Default.Conversation);

    /// <summary>The state after everything that was read.</summary>
    public static Conversation Replay(ConversationKey key, JournalReading? reading)
    {
        if (reading is null) return Conversation.None(key);
        var state = reading.Snapshot is { } snapshot
            ? JsonSerializer.Deserialize(snapshot.Span, ConversationJson.Default.Conversation)!
            : Conversation.None(key);
        foreach (var append in reading.Appends)
        {
            foreach (var happened in Decode(key, append)) state = Evolution.Evolve(state, happened);
        }
        return state;
    }
}
