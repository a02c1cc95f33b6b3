using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// Writes <c>{"activities":[…],"watermark":"…"}</c>. The only place where events become activities: what is private does
/// not pass here, whichever way it is read.
/// </summary>
internal sealed class ActivitySet : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ActivityWriter _activities;
    private readonly Utf8JsonWriter _json;

    public ActivitySet(IBufferWriter<byte> output, string conversation, ConversationFacts facts)
    {
        _json = new(output, Options);
        _activities = new(_json, conversation, facts);
        _json.WriteStartObject();
        _json.WriteStartArray("activities"u8);
    }

    /// <summary>How many activities it holds.</summary>
    public int Count { get; private set; }

    public void Add(EventPage page)
    {
        foreach (var e in page.Events)
        {
            switch (e)
            {
                case MessagePublished { Message: { Audience: Audience.All } message }:
                    _activities.Message(message);
                    Count++;
                    break;
                case ConversationClosed closed:
                    _activities.End(closed);
                    Count++;
                    break;
            }
        }
    }

    public void AddTyping(DateTimeOffset at, long turn, int number)
    {
        _activities.Typing(at, turn, number);
        Count++;
    }

    public void End(string watermark)
    {
        _json.WriteEndArray();
        _json.WriteString("watermark"u8, watermark);
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();
}
