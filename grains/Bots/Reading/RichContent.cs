using System.Text.Json;

namespace Conversations.Bots;

/// <summary><c>structuredContent</c> and <c>metadata</c>, passed on as the bot wrote them.</summary>
/// <param name="Content">JSON text.</param>
/// <param name="Metadata">JSON text.</param>
internal readonly record struct RichContent(string? Content, string? Metadata)
{
    /// <summary>Reads both from an object; false when one of them can't be sent, which is told.</summary>
    public static bool TryRead(JsonElement holder, string path, ReadingDraft draft, out RichContent rich)
    {
        rich = default;
        var content = holder.Find("structuredContent");
        var metadata = holder.Find("metadata");
        if (!Fits(content, JsonValueKind.Object, path + ".structuredContent", "an object", draft)
            || !Fits(metadata, JsonValueKind.Array, path + ".metadata", "an array", draft)
            || !QuickRepliesFit(content, path + ".structuredContent", draft))
        {
            return false;
        }
        rich = new(content?.GetRawText(), metadata?.GetRawText());
        return true;
    }

    /// <summary>Encoded metadata where none is supported is not sent, and that is told. What it stands with is sent all the same.</summary>
    public static void RefuseMisplaced(JsonElement holder, string path, ReadingDraft draft)
    {
        if (holder.Find(EncodedMetadata.Name) is not null)
        {
            draft.Refuse($"{path}.{EncodedMetadata.Name}", BotFaults.MetadataMisplaced, "It is not sent from here: it belongs to a message for the consumer, in multiMessage beside 'type' and 'value'.");
        }
    }

    private static bool Fits(JsonElement? written, JsonValueKind kind, string part, string called, ReadingDraft draft)
    {
        if (written is not { } value) return true;
        if (value.ValueKind != kind)
        {
            draft.Refuse(part, BotFaults.InvalidShape, $"It is {value.Kind()}; give {called}.");
            return false;
        }
        var length = value.GetRawText().Length;
        if (length <= Publishing.ContentLimit) return true;
        draft.Refuse(part, BotFaults.TooLarge, $"It has {length} characters; at most {Publishing.ContentLimit} fit.");
        return false;
    }

    private static bool QuickRepliesFit(JsonElement? content, string part, ReadingDraft draft)
    {
        if (content?.Find("quickReplies") is null) return true;
        var fault = draft.Rules.Type == ConversationType.Chat ? "Quick replies are for messaging; a chat has none."
            : content?.Text("message") is null ? "quickReplies need a message: a text 'message' beside them in 'structuredContent'."
            : null;
        if (fault is not null) draft.Refuse(part + ".quickReplies", BotFaults.InvalidShape, fault);
        return fault is null;
    }
}
