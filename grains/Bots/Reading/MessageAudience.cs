using System.Text.Json;

namespace Conversations.Bots;

/// <summary>
/// Who may see a message. It fails closed: what may have been meant for agents is shown to nobody unless it is marked exactly
/// as it should be, in the place where it should be. Source: SEED4, private text messages.
/// </summary>
internal static class MessageAudience
{
    public const string Name = "messageAudience";
    public const string Private = "AGENTS_AND_MANAGERS";

    /// <summary>Of an activity; null when nobody is to see what it says.</summary>
    public static Audience? Of(JsonElement activity, JsonElement channelData, ReadingDraft draft)
    {
        if (StrayIn(activity, channelData) is { } stray)
        {
            draft.Refuse(stray, BotFaults.InvalidAudience, $"'{Name}' belongs into 'channelData', or into the value of a private-message. Nobody is shown what it came with.");
            return null;
        }
        if (channelData.ValueKind != JsonValueKind.Object || !channelData.TryGetProperty(Name, out var written)) return Audience.All;
        return IsPrivate(written, "channelData." + Name, draft) ? Audience.AgentsAndManagers : null;
    }

    /// <summary>Whether the value is the one that there is; tells when it is not.</summary>
    public static bool IsPrivate(JsonElement? written, string part, ReadingDraft draft)
    {
        if (written is { ValueKind: JsonValueKind.String } text && text.ValueEquals(Private)) return true;
        var what = written is { } value ? $"It is {value.Shown()}" : "It is missing";
        draft.Refuse(part, BotFaults.InvalidAudience, $"{what}; write \"{Private}\". Nobody is shown what it came with.");
        return false;
    }

    /// <summary>Whether an audience stands somewhere in a value, however it is spelt.</summary>
    public static bool IsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(m => IsName(m.Name) || IsIn(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsIn),
        _ => false,
    };

    private static string? StrayIn(JsonElement activity, JsonElement channelData)
    {
        foreach (var member in activity.EnumerateObject())
        {
            if (member.Name != "channelData" && (IsName(member.Name) || IsIn(member.Value))) return Bounded(member.Name);
        }
        if (channelData.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in channelData.EnumerateObject())
        {
            // Entries of multiMessage have audiences of their own, and the context is our own word.
            if (member.Name is Name or "context" || (member.Name is "multiMessage" && member.Value.ValueKind is JsonValueKind.Array)) continue;
            if (IsName(member.Name) || (member.Name is "action" ? IsInAction(member.Value) : IsIn(member.Value))) return "channelData." + Bounded(member.Name);
        }
        return null;
    }

    // What a function is given is nobody's audience; around it one brace too deep is meant for the text.
    private static bool IsInAction(JsonElement action) => action.ValueKind == JsonValueKind.Object
        ? action.EnumerateObject().Any(m => IsName(m.Name) || (m.Name is "parameters" && m.Value.ValueKind == JsonValueKind.Object
            ? m.Value.EnumerateObject().Any(p => IsName(p.Name) || (p.Name is not "payload" && IsIn(p.Value)))
            : IsIn(m.Value)))
        : IsIn(action);

    private static bool IsName(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase);

    // Names are the bot's, and may be as long as the activity.
    private static string Bounded(string name) => name.Length <= 100 ? name : "…";
}
