using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Waits. Source: SEED4, figures 1.1 and 4.1.</summary>
internal static class DelayReading
{
    private const int Longest = 300;

    /// <summary><c>channelData.delay</c>: <c>{delay, typing}</c>.</summary>
    public static void Read(JsonElement channelData, ReadingDraft draft)
    {
        if (channelData.Find("delay") is not { } delay) return;
        const string part = "channelData.delay";
        if (delay.ValueKind != JsonValueKind.Object)
        {
            draft.Refuse(part, BotFaults.InvalidDelay, $"'delay' is {delay.Kind()}; write {{\"delay\": 1, \"typing\": true}}.");
        }
        else if (delay.Find("typing") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) } typing)
        {
            draft.Refuse(part + ".typing", BotFaults.InvalidDelay, $"'typing' is {typing.Kind()}; write true or false.");
        }
        else
        {
            Wait(delay.Find("delay"), part + ".delay", delay.Find("typing") is not { ValueKind: JsonValueKind.False }, draft);
        }
    }

    /// <summary>Seconds.</summary>
    public static void Wait(JsonElement? seconds, string part, bool typing, ReadingDraft draft)
    {
        if (seconds is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) && whole is >= 0 and <= Longest)
        {
            draft.Do(new BotPause { Seconds = whole, Typing = typing });
        }
        else
        {
            // A text in this place may be one that was meant for agents.
            var what = seconds is not { } value ? "It is missing" : $"It is {(value.ValueKind == JsonValueKind.Number ? value.Shown() : value.Kind())}";
            draft.Refuse(part, BotFaults.InvalidDelay, $"{what}; give whole seconds from 0 to {Longest}.");
        }
    }
}
