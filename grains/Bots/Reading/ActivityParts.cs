using System.Text.Json;

namespace Conversations.Bots;

/// <summary>An activity, its <c>channelData</c>, and who may see what it says.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="ChannelData">An object; undefined when there is none.</param>
/// <param name="Audience">Null when that can't be told: nobody is shown anything of it then.</param>
internal readonly record struct ActivityParts(JsonElement Activity, JsonElement ChannelData, Audience? Audience)
{
    /// <summary>The members of <c>channelData</c> that are dealt with here. No other reader sees them.</summary>
    private static readonly string[] Handled = ["delay", "multiMessage", MessageAudience.Name, "action", "encodedMetadata", "metadata", "structuredContent", "context"];

    public static ActivityParts Of(JsonElement activity, ReadingDraft draft)
    {
        var data = activity.Find("channelData");
        if (data is { ValueKind: not JsonValueKind.Object })
        {
            draft.Refuse("channelData", BotFaults.InvalidShape, "'channelData' is no object. Since it might say who may see the message, nobody is shown it.");
            return new(activity, default, null);
        }
        var channelData = data ?? default;
        RefuseMisspelt(channelData, draft);
        return new(activity, channelData, MessageAudience.Of(activity, channelData, draft));
    }

    /// <summary>Whether the member is dealt with here, or would be if it were spelt right.</summary>
    public static bool IsHandled(string name) => Handled.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static void RefuseMisspelt(JsonElement channelData, ReadingDraft draft)
    {
        if (channelData.ValueKind != JsonValueKind.Object) return;
        foreach (var name in Handled.Where(n => n != MessageAudience.Name))
        {
            // One for each is enough: they differ in case alone.
            if (channelData.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => n != name && n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } misspelt)
            {
                draft.Refuse("channelData." + misspelt, BotFaults.InvalidShape, $"It is written '{name}', upper and lower case told apart.");
            }
        }
    }
}
