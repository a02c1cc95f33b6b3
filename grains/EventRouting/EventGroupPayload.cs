using System.Collections.Immutable;
using System.Text.Json;
using Conversations.Routing;

namespace Conversations.EventRouting;

/// <summary>The part of a function's payload that only some events have; see <see cref="EventPayload"/>.</summary>
internal static class EventGroupPayload
{
    public static void Write(Utf8JsonWriter json, Deliberation d, EventGroup? group)
    {
        switch (group)
        {
            case StartGroup start:
                json.WriteStartObject("start");
                json.WriteBoolean("firstConversation", start.FirstConversation);
                break;
            case EndGroup end:
                json.WriteStartObject("end");
                json.WriteString("closeReason", end.CloseReason switch { CloseReason.Agent => "AGENT", CloseReason.Consumer => "CONSUMER", _ => "SYSTEM" });
                break;
            case RoutingGroup routing:
                json.WriteStartObject("routing");
                json.WriteString("oldSkillId", routing.OldSkillId ?? "-1");
                json.WriteString("newSkillId", routing.NewSkillId ?? "-1");
                break;
            case ParticipantGroup change:
                json.WriteStartObject("participantChange");
                WriteParticipants(json, "oldParticipants", change.Old);
                WriteParticipants(json, "newParticipants", change.New);
                break;
            case TtrGroup ttr:
                json.WriteStartObject("ttr");
                WriteTtr(json, "oldTtr", ttr.Old);
                WriteTtr(json, "newTtr", ttr.New);
                break;
            case OffHoursLineGroup line:
                json.WriteStartObject("mid");
                json.WriteBoolean("openedInOffHours", line.OpenedInOffHours);
                break;
            case IdleGroup:
                json.WriteStartObject("idle");
                json.WriteNumber("lastConsumerMsgTs", EventPayload.Milliseconds(d.State.Service.LastConsumerAt));
                WriteTimer(json, "agentNonResponsive", d.Rules.AgentIdle);
                WriteTimer(json, "consumserNonResponsive", d.Rules.ConsumerIdle);
                WriteTimer(json, "convNotTakenTime", d.Rules.QueueIdle);
                break;
            default:
                return;
        }
        json.WriteEndObject();
    }

    private static void WriteParticipants(Utf8JsonWriter json, string name, ImmutableArray<Participant> participants)
    {
        json.WriteStartArray(name);
        foreach (var participant in participants)
        {
            json.WriteStartObject();
            json.WriteString("id", participant.Id);
            json.WriteString("role", EventNames.Of(participant.Role));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTtr(Utf8JsonWriter json, string name, Ttr ttr)
    {
        json.WriteStartObject(name);
        json.WriteString("ttrType", EventNames.Of(ttr.TtrType));
        json.WriteNumber("value", ttr.Value);
        json.WriteEndObject();
    }

    private static void WriteTimer(Utf8JsonWriter json, string name, IdleTimer? timer)
    {
        json.WriteStartObject(name);
        json.WriteNumber("time", timer?.Time ?? EventPayload.None);
        json.WriteString("timeUnits", timer?.Units ?? "minutes");
        json.WriteEndObject();
    }
}
