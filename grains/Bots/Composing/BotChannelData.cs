using System.Text.Json;

namespace Conversations.Bots;

/// <summary>
/// <c>channelData</c> of what a bot is sent: the action <c>WELCOME</c>, and the context of the conversation as the field's connectors
/// write it. Source: SEED4 figure 3.1.
/// </summary>
internal static class BotChannelData
{
    private const string ClientActivityId = "clientActivityID";

    public static void Write(Utf8JsonWriter json, BotCall call, BotAddressing addressing, ConsumerActivity sent)
    {
        var onDirectLine = addressing.BotId is null;
        json.WriteStartObject("channelData");
        foreach (var member in sent.ChannelData(except: onDirectLine ? ["context", "action", ClientActivityId] : ["context", "action"])) member.WriteTo(json);
        // A Direct Line service knows a repeat by it, whatever id it gives to the activity.
        if (onDirectLine) json.WriteString(ClientActivityId, call.Request.ActivityId);
        if (call.Request.Kind == BotRequestKind.Welcome) Welcome(json);
        json.WriteStartObject("context");
        json.WriteString("convId", call.Conversation.Conversation);
        json.WriteString("msConversationId", addressing.ConversationId);
        LpEvent(json, call);
        if (call.Bot.Connector is { EngagementAttributes: true }) LpSdes(json, call.Facts.Sdes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Welcome(Utf8JsonWriter json)
    {
        json.WriteStartObject("action");
        json.WriteString("name", "WELCOME");
        json.WriteEndObject();
    }

    private static void LpEvent(Utf8JsonWriter json, BotCall call)
    {
        var request = call.Request;
        json.WriteStartObject("lpEvent");
        if (!request.Messages.IsDefaultOrEmpty) json.WriteNumber("sequence", request.Messages[^1]);
        json.WriteString("originatorId", call.Facts.Consumer.Id);
        json.WriteStartObject("originatorMetadata");
        json.WriteString("id", call.Facts.Consumer.Id);
        json.WriteString("role", "CONSUMER");
        json.WriteEndObject();
        json.WriteNumber("serverTimestamp", request.StartedAt.ToUnixTimeMilliseconds());
        json.WriteString("dialogId", call.Conversation.Conversation);
        if (request.Kind is BotRequestKind.Welcome) json.WriteBoolean("isWelcomeEvent", true);
        Said(json, request);
        ConversationContext(json, call.Facts);
        json.WriteEndObject();
    }

    private static void Said(Utf8JsonWriter json, BotRequest request)
    {
        if (request.Kind != BotRequestKind.Message || (request.StructuredContent is null && request.Text is null)) return;
        json.WriteStartObject("event");
        if (request.StructuredContent is { } content)
        {
            json.WriteString("type", "RichContentEvent");
            Raw(json, "content", content);
        }
        else
        {
            json.WriteString("type", "ContentEvent");
            json.WriteString("message", request.Text);
            json.WriteString("contentType", "text/plain");
        }
        json.WriteEndObject();
    }

    private static void ConversationContext(Utf8JsonWriter json, BotFacts facts)
    {
        json.WriteStartObject("conversationContext");
        if (facts.SkillId is { } skill) json.WriteString("skillId", skill);
        if (facts.Context?.CampaignId is { } campaign) json.WriteNumber("campaignId", campaign);
        if (facts.Context?.EngagementId is { } engagement) json.WriteNumber("engagementId", engagement);
        json.WriteString("type", facts.Type == ConversationType.Chat ? "CHAT" : "MESSAGING");
        Visitor(json, facts);
        json.WriteNull("integration");
        json.WriteEndObject();
    }

    // Where the consumer's browser is, and what it is, is nobody's business but ours.
    private static void Visitor(Utf8JsonWriter json, BotFacts facts)
    {
        json.WriteStartObject("visitor");
        if (facts.Context?.VisitorId is { } visitor) json.WriteNumber("visitorId", visitor);
        if (facts.Context?.SessionId is { } session) json.WriteNumber("sessionId", session);
        if (facts.Language is { } language) json.WriteString("language", language);
        if (facts.Context is { ClientFeatures.IsDefaultOrEmpty: false } context)
        {
            json.WriteStartArray("features");
            foreach (var feature in context.ClientFeatures) json.WriteStringValue(feature);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    // Whoever opens a conversation says which attributes are proved. Those of which nothing is said are not.
    private static void LpSdes(Utf8JsonWriter json, string? sdes)
    {
        if (sdes is null)
        {
            json.WriteStartObject("lpSdes");
            json.WriteEndObject();
            return;
        }
        if (SaysWhatIsProved(sdes))
        {
            Raw(json, "lpSdes", sdes);
            return;
        }
        json.WriteStartObject("lpSdes");
        Raw(json, "unauthenticatedSdes", sdes);
        json.WriteEndObject();
    }

    private static bool SaysWhatIsProved(string sdes)
    {
        using var written = JsonDocument.Parse(sdes);
        return written.RootElement.Find("authenticatedSdes") is not null || written.RootElement.Find("unauthenticatedSdes") is not null;
    }

    private static void Raw(Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
