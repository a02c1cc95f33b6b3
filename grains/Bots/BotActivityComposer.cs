using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Writes the activity that a bot is sent. Pure: a repeat is the same text. Source: SEED4 figure 3.1, Bot Framework activity schema.</summary>
public static class BotActivityComposer
{
    /// <summary>Instead of a text, when the consumer sent rich content without one.</summary>
    public const string RichContentText = "com.liveperson.bot-connectors.consumer.send-rich-content";
    /// <summary>Instead of a text, when the consumer sent files without one.</summary>
    public const string FileText = "com.liveperson.bot-connectors.consumer.send-file";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The activity as JSON text.</summary>
    public static string Compose(BotCall call, BotAddressing addressing)
    {
        using var sent = ConsumerActivity.Of(call.Request.Activity);
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            Envelope(json, call, addressing);
            Content(json, call, addressing, sent);
            BotChannelData.Write(json, call, addressing, sent);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Envelope(Utf8JsonWriter json, BotCall call, BotAddressing addressing)
    {
        var request = call.Request;
        json.WriteString("type", request.Kind switch
        {
            BotRequestKind.Message or BotRequestKind.Welcome => "message",
            BotRequestKind.Event => "event",
            BotRequestKind.ConversationUpdate => "conversationUpdate",
            var other => throw new InvalidOperationException($"A bot can't be told '{other}'; add a type of activity for it."),
        });
        json.WriteString("id", request.ActivityId);
        json.WriteString("timestamp", WireTime.Write(request.StartedAt));
        json.WriteString("channelId", addressing.ChannelId);
        if (addressing.ServiceUrl is { } serviceUrl) json.WriteString("serviceUrl", serviceUrl);
        json.WriteStartObject("conversation");
        json.WriteString("id", addressing.ConversationId);
        json.WriteEndObject();
        json.WritePropertyName("from");
        Consumer(json, call);
        if (addressing.BotId is { } bot)
        {
            json.WritePropertyName("recipient");
            Bot(json, call, bot);
        }
        if (addressing.ExpectReplies) json.WriteString("deliveryMode", "expectReplies");
    }

    private static void Content(Utf8JsonWriter json, BotCall call, BotAddressing addressing, ConsumerActivity sent)
    {
        if ((sent.Text("locale") ?? call.Facts.Language) is { } locale) json.WriteString("locale", locale);
        if (call.Request.Kind == BotRequestKind.ConversationUpdate)
        {
            json.WriteStartArray("membersAdded");
            Consumer(json, call);
            if (addressing.BotId is { } bot) Bot(json, call, bot);
            json.WriteEndArray();
            return;
        }
        if (call.Request.Kind == BotRequestKind.Event) json.WriteString("name", call.Request.EventName);
        else if (TextOf(call.Request, sent) is { } text)
        {
            json.WriteString("text", text);
            json.WriteString("textFormat", "plain");
        }
        sent.WriteContent(json);
    }

    private static string? TextOf(BotRequest request, ConsumerActivity sent) =>
        request.Kind == BotRequestKind.Welcome ? ""
        : request.Text is { Length: > 0 } text ? text
        : request.StructuredContent is not null ? RichContentText
        : sent.HasAttachments ? FileText
        : null;

    private static void Consumer(Utf8JsonWriter json, BotCall call) => Account(json, call.Facts.Consumer.Id, call.Facts.Consumer.Name, "user");

    private static void Bot(Utf8JsonWriter json, BotCall call, string id) => Account(json, id, call.Bot.DisplayName ?? call.Bot.Name, "bot");

    private static void Account(Utf8JsonWriter json, string id, string? name, string role)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        if (name is not null) json.WriteString("name", name);
        json.WriteString("role", role);
        json.WriteEndObject();
    }
}

/// <summary>What of an activity depends on the connector.</summary>
/// <param name="ConversationId">The conversation's id as the bot knows it.</param>
/// <param name="ChannelId">For example <c>directline</c>.</param>
/// <param name="ServiceUrl">Where the bot answers to; null on Direct Line.</param>
/// <param name="BotId">The recipient's id; null on Direct Line.</param>
/// <param name="ExpectReplies">Adds <c>deliveryMode: expectReplies</c>.</param>
public readonly record struct BotAddressing(string ConversationId, string ChannelId, string? ServiceUrl, string? BotId, bool ExpectReplies);
