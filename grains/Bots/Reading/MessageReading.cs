using System.Text.Json;

namespace Conversations.Bots;

/// <summary>How a message is said.</summary>
/// <param name="Type">The type that Direct Line clients are shown.</param>
/// <param name="EventName">The name of an event.</param>
/// <param name="WithRest">Whether what stands beside text and rich content is passed on.</param>
internal readonly record struct MessageForm(string Type, string? EventName = null, bool WithRest = true);

/// <summary>What an activity itself says. It is said as the bot wrote it, or not at all.</summary>
internal static class MessageReading
{
    public static void Read(ActivityParts parts, MessageForm form, Audience audience, ReadingDraft draft)
    {
        var hasEntries = parts.ChannelData.Find("multiMessage") is not null;
        if (!HasSomethingToSay(parts, form))
        {
            if (audience == Audience.AgentsAndManagers && !hasEntries) RefuseWithoutText(draft);
            if (hasEntries) RichContent.RefuseMisplaced(parts.ChannelData, "channelData", draft);
            return;
        }
        if (!TryText(parts.Activity.Find("text"), "text", draft, out var text)) return;
        if (text is null && form.EventName is null && audience == Audience.AgentsAndManagers)
        {
            RefuseWithoutText(draft);
            return;
        }
        if (!RichContent.TryRead(parts.ChannelData, "channelData", draft, out var rich)) return;
        var encoded = default(string);
        if (audience == Audience.AgentsAndManagers) RichContent.RefuseMisplaced(parts.ChannelData, "channelData", draft);
        else if (!EncodedMetadata.TryRead(parts.ChannelData, "channelData", draft, out encoded)) return;
        draft.Do(new BotLine
        {
            Text = text,
            StructuredContent = rich.Content,
            Metadata = rich.Metadata,
            EncodedMetadata = encoded,
            Audience = audience,
            EventName = form.EventName,
            Activity = form.WithRest ? ActivityRest.Of(parts, form, text) : null,
        });
    }

    /// <summary>A text of an activity; false when it can't be said, which is told.</summary>
    public static bool TryText(JsonElement? written, string part, ReadingDraft draft, out string? text)
    {
        text = written is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } said ? said : null;
        if (written is { ValueKind: not JsonValueKind.String } other)
        {
            draft.Refuse(part, BotFaults.InvalidShape, $"It is {other.Kind()}; give a text.");
            return false;
        }
        if (text is null || text.Length <= Publishing.TextLimit) return true;
        draft.Refuse(part, BotFaults.TooLarge, $"The text has {text.Length} characters; at most {Publishing.TextLimit} fit.");
        return false;
    }

    private static bool HasSomethingToSay(ActivityParts parts, MessageForm form) =>
        form.EventName is not null || parts.Activity.Find("text")?.HasContent() == true || parts.ChannelData.Find("structuredContent") is not null
        || (form.WithRest && ActivityRest.SaysSomething(parts.Activity));

    private static void RefuseWithoutText(ReadingDraft draft) =>
        draft.Refuse("text", BotFaults.MissingText, "A private message has a text; nothing of it is shown without one.");
}
