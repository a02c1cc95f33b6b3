using System.Text.Json;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Writes activities as they leave.</summary>
internal sealed class ActivityWriter(Utf8JsonWriter json, string conversation, ConversationFacts facts)
{
    private const string User = "user";
    private const string Bot = "bot";

    public void Message(Message message)
    {
        Begin(ActivityId.OfMessage(conversation, message.Seq), message.SentAt);
        if (message.InReplyTo is { } answered)
        {
            json.WriteString("replyToId"u8, ActivityId.OfMessage(conversation, answered));
        }
        if (message.Activity is { } activity)
        {
            Stored(message, activity);
        }
        else
        {
            Composed(message);
        }
        json.WriteEndObject();
    }

    public void End(ConversationClosed closed)
    {
        var byConsumer = closed.By is CloseReason.Consumer;
        Begin(ActivityId.OfEnd(conversation), closed.At);
        json.WriteString("type"u8, "endOfConversation"u8);
        From(byConsumer ? facts.ConsumerId : facts.BotId, byConsumer ? facts.ConsumerName : null, byConsumer ? User : Bot);
        json.WriteString("code"u8, byConsumer ? "userCancelled"u8 : "completedSuccessfully"u8);
        json.WriteEndObject();
    }

    public void Typing(DateTimeOffset at, long turn, int number)
    {
        Begin(ActivityId.OfTyping(conversation, turn, number), at);
        json.WriteString("type"u8, "typing"u8);
        From(facts.BotId, null, Bot);
        json.WriteEndObject();
    }

    private void Begin(string id, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("timestamp"u8, WireTime.Write(at));
        json.WriteString("channelId"u8, "directline"u8);
        json.WriteStartObject("conversation"u8);
        json.WriteString("id"u8, conversation);
        json.WriteEndObject();
    }

    private void Stored(Message message, string activity)
    {
        var fromConsumer = message.From.Role is Role.Consumer;
        var hasFrom = StoredActivity.CopyTo(json, activity, copyFrom: fromConsumer, copyReplyTo: message.InReplyTo is null, copyChannelData: fromConsumer);
        if (!hasFrom)
        {
            From(message.From);
        }
        if (!fromConsumer)
        {
            ChannelData(message, StoredActivity.ChannelDataOf(activity));
        }
    }

    private void Composed(Message message)
    {
        json.WriteString("type"u8, message.EventName is null ? "message"u8 : "event"u8);
        From(message.From);
        Optional("name"u8, message.EventName);
        Optional("text"u8, message.Text);
        Optional("locale"u8, facts.Locale);
        ChannelData(message);
    }

    // What a bot sent beside its rich content stands with it, and with what the service says of the line.
    private void ChannelData(Message message, JsonElement? sent = null)
    {
        var marked = message.Proactive || message.Late || message.Automatic || sent is not null;
        if (!marked && message is { ClientMessageId: null, StructuredContent: null, Metadata: null, EncodedMetadata: null })
        {
            return;
        }
        json.WriteStartObject("channelData"u8);
        Optional("clientActivityID"u8, message.From.Role is Role.Consumer ? message.ClientMessageId : null);
        Raw("structuredContent"u8, message.StructuredContent);
        Raw("metadata"u8, message.Metadata);
        Optional("encodedMetadata"u8, message.EncodedMetadata);
        Mark("proactive"u8, message.Proactive);
        Mark("late"u8, message.Late);
        Mark("automatic"u8, message.Automatic);
        foreach (var member in sent?.EnumerateObject() ?? default)
        {
            if (!IsOurs(member))
            {
                member.WriteTo(json);
            }
        }
        json.WriteEndObject();
    }

    private void From(Participant from) => From(from.Id, from.Name, from.Role is Role.Consumer ? User : Bot);

    private void From(string id, string? name, string role)
    {
        json.WriteStartObject("from"u8);
        json.WriteString("id"u8, id);
        Optional("name"u8, name);
        json.WriteString("role"u8, role);
        json.WriteEndObject();
    }

    private static bool IsOurs(JsonProperty member) => member.NameEquals("structuredContent"u8) || member.NameEquals("metadata"u8)
        || member.NameEquals("encodedMetadata"u8) || member.NameEquals("proactive"u8) || member.NameEquals("late"u8) || member.NameEquals("automatic"u8);

    private void Optional(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private void Raw(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }

    private void Mark(ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }
}
