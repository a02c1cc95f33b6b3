using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Several messages and waits in one activity. One that can't be said does not stop the others. Source: SEED4, figures 4.1 and 5.3.</summary>
internal static class MultiMessageReading
{
    private const int Most = 50;

    public static void Read(JsonElement channelData, Audience audience, ReadingDraft draft)
    {
        if (channelData.Find("multiMessage") is not { } entries) return;
        const string path = "channelData.multiMessage";
        if (entries.ValueKind != JsonValueKind.Array)
        {
            draft.Refuse(path, BotFaults.InvalidShape, $"It is {entries.Kind()}; give an array of {{type, value}}.");
            return;
        }
        var index = 0;
        foreach (var entry in entries.EnumerateArray().Take(Most)) ReadEntry(entry, $"{path}[{index++}]", audience, draft);
        if (entries.GetArrayLength() > Most)
        {
            draft.Refuse($"{path}[{Most}]", BotFaults.TooLarge, $"There are {entries.GetArrayLength()} entries; the first {Most} count.");
        }
    }

    private static void ReadEntry(JsonElement entry, string path, Audience audience, ReadingDraft draft)
    {
        var type = entry.Text("type");
        if (type is "text" or "structured-content" && MessageAudience.IsIn(entry))
        {
            draft.Refuse(path, BotFaults.InvalidAudience, $"A {type} is for everybody; for agents write a private-message. Nobody is shown what it came with.");
            return;
        }
        switch (type)
        {
            case "text":
                ReadText(entry, path, audience, draft);
                break;
            case "structured-content":
                ReadContent(entry, path, audience, draft);
                break;
            case "private-message":
                ReadPrivate(entry, path, draft);
                break;
            case "delay":
                RichContent.RefuseMisplaced(entry, path, draft);
                DelayReading.Wait(entry.Find("value"), path + ".value", typing: true, draft);
                break;
            default:
                var what = entry.Find("type") is { } other ? $"It is {other.Shown()}" : "It is missing";
                draft.Refuse(path + ".type", BotFaults.UnknownType, $"{what}; write text, private-message, delay or structured-content.");
                break;
        }
    }

    private static void ReadText(JsonElement entry, string path, Audience audience, ReadingDraft draft)
    {
        if (!MessageReading.TryText(entry.Find("value"), path + ".value", draft, out var text)) return;
        if (text is null) draft.Refuse(path + ".value", BotFaults.MissingText, "The text is missing.");
        else if (TryEncoded(entry, path, audience, draft, out var encoded)) draft.Do(new BotLine { Text = text, EncodedMetadata = encoded, Audience = audience });
    }

    private static void ReadContent(JsonElement entry, string path, Audience audience, ReadingDraft draft)
    {
        if (entry.Find("value") is not { ValueKind: JsonValueKind.Object } value || value.Find("structuredContent") is null)
        {
            draft.Refuse(path + ".value", BotFaults.InvalidShape, "It has no 'structuredContent', an object; 'metadata', an array, may stand beside it.");
            return;
        }
        RichContent.RefuseMisplaced(value, path + ".value", draft);
        if (!RichContent.TryRead(value, path + ".value", draft, out var rich) || !TryEncoded(entry, path, audience, draft, out var encoded)) return;
        draft.Do(new BotLine { StructuredContent = rich.Content, Metadata = rich.Metadata, EncodedMetadata = encoded, Audience = audience });
    }

    private static void ReadPrivate(JsonElement entry, string path, ReadingDraft draft)
    {
        RichContent.RefuseMisplaced(entry, path, draft);
        if (entry.Find("value") is not { ValueKind: JsonValueKind.Object } value)
        {
            draft.Refuse(path + ".value", BotFaults.InvalidShape, $"It is no object with 'text' and '{MessageAudience.Name}'.");
            return;
        }
        RichContent.RefuseMisplaced(value, path + ".value", draft);
        if (!MessageAudience.IsPrivate(value.Find(MessageAudience.Name), $"{path}.value.{MessageAudience.Name}", draft)) return;
        if (!MessageReading.TryText(value.Find("text"), path + ".value.text", draft, out var text)) return;
        if (text is null) draft.Refuse(path + ".value.text", BotFaults.MissingText, "A private message has a text.");
        else draft.Do(new BotLine { Text = text, Audience = Audience.AgentsAndManagers });
    }

    private static bool TryEncoded(JsonElement entry, string path, Audience audience, ReadingDraft draft, out string? encoded)
    {
        if (audience == Audience.All) return EncodedMetadata.TryRead(entry, path, draft, out encoded);
        encoded = null;
        RichContent.RefuseMisplaced(entry, path, draft);
        return true;
    }
}
