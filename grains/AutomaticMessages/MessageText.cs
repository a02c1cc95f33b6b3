using System.Collections.Immutable;
using System.Globalization;

namespace Conversations.AutomaticMessages;

/// <summary>The variables of automatic messages.</summary>
public static class MessageText
{
    public const string ExpectedResponseTime = "expectedResponseTime";
    public const string AgentNickname = "agentNickname";
    /// <summary>The name of the conversation's skill; without one it leaves nothing.</summary>
    public const string SkillName = "skillName";

    private static readonly ImmutableArray<long> Units =
        [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond];

    private static readonly ImmutableArray<(string One, string Many)> English =
        [("day", "days"), ("hour", "hours"), ("minute", "minutes"), ("second", "seconds")];

    private static readonly ImmutableArray<(string One, string Many)> German =
        [("Tag", "Tage"), ("Stunde", "Stunden"), ("Minute", "Minuten"), ("Sekunde", "Sekunden")];

    /// <summary>The variables that texts of every kind may use.</summary>
    public static ImmutableArray<string> InEveryKind { get; } = [BuiltInVariables.ConsumerName, BuiltInVariables.ConversationId, SkillName];

    /// <summary>All variables that texts of this kind may use, in alphabetical order.</summary>
    public static ImmutableArray<string> VariablesOf(AutomaticMessageKind kind) =>
        [.. InEveryKind.Concat(AutomaticMessageDefaults.VariablesOf(kind)).Order(StringComparer.Ordinal)];

    /// <summary>A period in its two largest units, truncated: 1 day 20 h 40 m is <c>1 day 20 hours</c>, in <paramref name="language"/> where it is known.</summary>
    /// <param name="time">What is left of a second is dropped; nothing, or less, is <c>0 seconds</c>.</param>
    /// <param name="language">BCP 47. German is German; all others, and null, are English.</param>
    public static string Period(TimeSpan time, string? language)
    {
        var names = IsGerman(language) ? German : English;
        var left = Math.Max(0, time.Ticks);
        for (var i = 0; i < Units.Length - 1; i++)
        {
            if (left >= Units[i])
            {
                // The second unit is the next smaller one: a day and some minutes are a day.
                var smaller = left % Units[i] / Units[i + 1];
                var larger = Say(left / Units[i], names[i]);
                return smaller is 0 ? larger : $"{larger} {Say(smaller, names[i + 1])}";
            }
        }

        return Say(left / Units[^1], names[^1]);
    }

    private static string Say(long number, (string One, string Many) name) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number is 1 ? name.One : name.Many)}");

    private static bool IsGerman(string? language) =>
        language is not null && language.StartsWith("de", StringComparison.OrdinalIgnoreCase) && (language.Length is 2 || language[2] is '-');
}
