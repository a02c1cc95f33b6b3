using System.Buffers.Text;
using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Metadata in Base64 with a message. A message whose metadata can't be sent is not sent either. Source: SEED4, encoded metadata.</summary>
internal static class EncodedMetadata
{
    public const string Name = "encodedMetadata";

    /// <summary>Reads it from an object; false when it can't be sent, which is told.</summary>
    public static bool TryRead(JsonElement holder, string path, ReadingDraft draft, out string? encoded)
    {
        encoded = null;
        if (holder.Find(Name) is not { } written) return true;
        encoded = written.ValueKind == JsonValueKind.String ? written.GetString() : null;
        if (FaultOf(encoded, written, draft.Rules) is not var (reason, detail)) return true;
        draft.Refuse($"{path}.{Name}", reason, $"{detail} The message that it came with is dropped.");
        return false;
    }

    private static (string Reason, string Detail)? FaultOf(string? text, JsonElement written, BotReadingRules rules) =>
        !rules.EncodedMetadata ? (BotFaults.MetadataOff, "The account's feature 'encodedMetadata' is off.")
        : rules.Type == ConversationType.Chat ? (BotFaults.MetadataInChat, "Encoded metadata is for messaging; a chat has none.")
        : text is null ? (BotFaults.MetadataNotBase64, $"It is {written.Kind()}; give a text in Base64.")
        : text.Length > Publishing.EncodedMetadataLimit ? (BotFaults.MetadataTooLarge, $"It has {text.Length} characters; at most {Publishing.EncodedMetadataLimit} fit.")
        : !Base64.IsValid(text) ? (BotFaults.MetadataNotBase64, "It is not Base64.")
        : null;
}
