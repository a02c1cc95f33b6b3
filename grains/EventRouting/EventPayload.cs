using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Conversations.EventRouting;

/// <summary>
/// What a function is told, with the spellings of the seed (<c>contexttype</c>, <c>engangementId</c>, <c>clientIpAdress</c>,
/// <c>consumserNonResponsive</c>). Every field is always there: <c>-1</c> stands for a number or id that there is none of.
/// </summary>
internal static class EventPayload
{
    internal const int None = -1;

    public static string Of(Deliberation d, ConversationEventType type, EventGroup? group)
    {
        var buffer = new ArrayBufferWriter<byte>(1_536);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EventJson.Compact.Options.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("general");
            WriteGeneral(json, d, type);
            json.WriteEndObject();
            EventGroupPayload.Write(json, d, group);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteGeneral(Utf8JsonWriter json, Deliberation d, ConversationEventType type)
    {
        var state = d.State;
        var service = state.Service;
        json.WriteString("cbotEventType", EventNames.Of(type));
        json.WriteString("type", "UPSERT");
        json.WriteString("convId", state.Key.Conversation);
        json.WriteString("dialogId", state.Key.Conversation);
        json.WriteNumber("sessionId", state.Context?.SessionId ?? state.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("startTs", state.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("effectiveTTR", Milliseconds(service.EffectiveTtr));
        json.WriteString("oldConvState", d.WasOpen ? "OPEN" : "CLOSE");
        json.WriteString("newConvState", state.IsOpen ? "OPEN" : "CLOSE");
        json.WriteString("contexttype", "SharkContext");
        json.WriteStartObject("campaignInfo");
        json.WriteNumber("id", state.Context?.CampaignId ?? None);
        json.WriteNumber("engangementId", state.Context?.EngagementId ?? None);
        json.WriteEndObject();
        json.WriteString("clientLanguage", state.Language ?? d.Account.DefaultLanguage);
        json.WriteStartArray("clientFeatures");
        foreach (var feature in FeaturesOf(state)) json.WriteStringValue(feature);
        json.WriteEndArray();
        json.WriteBoolean("inOffHours", !d.Rules.Hours.IsOpen(d.Now));
        WriteOriginator(json, d);
        json.WriteNumber("serverTimestamp", d.Now.ToUnixTimeMilliseconds());
        json.WriteString("clientIpAdress", state.Context?.ClientIpAddress ?? "");
        json.WriteString("manualETTR", Milliseconds(service.ManualUntil).ToString(CultureInfo.InvariantCulture));
        json.WriteString("lastMessageComposer", service.LastComposer == Role.Unspecified ? "" : EventNames.Of(service.LastComposer));
        json.WriteNumber("lastMessageTs", Milliseconds(service.LastMessageAt));
        json.WriteNumber("lastAgentMsgTs", Milliseconds(service.LastAgentAt));
        json.WriteNumber("backToQueueTs", Milliseconds(service.BackToQueueAt));
    }

    // Whoever caused the event is not kept with it: the consumer's own events name the consumer, all others the service.
    private static void WriteOriginator(Utf8JsonWriter json, Deliberation d)
    {
        var consumer = d.State.Consumer!.Id;
        json.WriteNumber("visitorId", d.State.Context?.VisitorId ?? NumberOf(consumer));
        json.WriteNumber("originatorId", NumberOf(consumer));
        json.WriteString("originatorPid", consumer);
        json.WriteStartObject("originatorMetadata");
        json.WriteString("id", consumer);
        json.WriteString("role", "CONTROLLER");
        json.WriteEndObject();
    }

    private static ImmutableArray<string> FeaturesOf(Conversation state) =>
        state.Context is { ClientFeatures: { IsDefaultOrEmpty: false } features } ? features : [];

    internal static long Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() ?? None;

    // Payloads want numbers where ids here are texts: the same text is always the same number, one that JavaScript holds exactly.
    private static long NumberOf(string id) => (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) >> 11);
}
