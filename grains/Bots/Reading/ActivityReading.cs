using System.Text.Json;

namespace Conversations.Bots;

/// <summary>An activity by its type: wait, then what is said, then what is done.</summary>
internal static class ActivityReading
{
    private const string Handoff = "handoff.initiate";

    public static void Read(JsonElement activity, string type, ReadingDraft draft)
    {
        switch (type)
        {
            case "message":
                ReadMessage(activity, draft);
                break;
            case "event":
                ReadEvent(activity, draft);
                break;
            case "endOfConversation":
                ReadEnd(activity, draft);
                break;
            // A typing activity may carry a part of a text that is being streamed; the message that ends it carries all of it.
            case "typing" or "trace" or "conversationUpdate" or "contactRelationUpdate" or "installationUpdate" or "messageReaction" or "invokeResponse":
                break;
            default:
                var what = type.Length == 0 ? "The activity has no 'type'" : $"Activities of the type {activity.GetProperty("type").Shown()} mean nothing here";
                draft.Refuse("type", BotFaults.UnknownType, $"{what}; send message, event or endOfConversation.");
                break;
        }
    }

    private static void ReadMessage(JsonElement activity, ReadingDraft draft)
    {
        var parts = ActivityParts.Of(activity, draft);
        Say(parts, new MessageForm("message"), draft);
        foreach (var action in ActionReading.Of(parts.ChannelData, draft)) draft.Do(action);
        if (draft.IsEmpty) draft.Refuse("activity", BotFaults.EmptyAnswer, "The message says and does nothing: it has no text, rich content, attachments, delay or action.");
    }

    private static void ReadEvent(JsonElement activity, ReadingDraft draft)
    {
        var parts = ActivityParts.Of(activity, draft);
        if (activity.Text("name") is not { } name)
        {
            draft.Refuse("name", BotFaults.InvalidShape, "An event has a 'name', a text.");
        }
        else if (name == Handoff)
        {
            // What is attached to it is the transcript, which is for nobody here.
            Say(parts, new MessageForm("message", WithRest: false), draft);
            draft.Do(ActionReading.Transfer(activity.Find("value"), "value"));
            RefuseSecond(parts, draft);
            return;
        }
        else
        {
            Say(parts, new MessageForm("event", name), draft);
        }
        foreach (var action in ActionReading.Of(parts.ChannelData, draft)) draft.Do(action);
    }

    private static void ReadEnd(JsonElement activity, ReadingDraft draft)
    {
        var parts = ActivityParts.Of(activity, draft);
        Say(parts, new MessageForm("message"), draft);
        draft.Do(new BotClose());
        RefuseSecond(parts, draft);
    }

    private static void Say(ActivityParts parts, MessageForm form, ReadingDraft draft)
    {
        DelayReading.Read(parts.ChannelData, draft);
        if (parts.Audience is not { } audience) return;
        MessageReading.Read(parts, form, audience, draft);
        MultiMessageReading.Read(parts.ChannelData, audience, draft);
    }

    private static void RefuseSecond(ActivityParts parts, ReadingDraft draft)
    {
        if (parts.ChannelData.Find("action") is not null)
        {
            draft.Refuse("channelData.action", BotFaults.SecondAction, "The activity itself is an action already, and one response has one action.");
        }
    }
}
