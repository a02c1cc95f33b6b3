using System.Globalization;

namespace Conversations.Simulation;

/// <summary>Times as scenarios write and show them: a number and its unit.</summary>
public static class Times
{
    /// <summary>Reads <c>500ms</c>, <c>1.5s</c>, <c>2m</c> or <c>1h</c>.</summary>
    public static bool TryRead(string text, out TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.TrimEnd('m', 's', 'h');
        decimal factor = text[digits.Length..] switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, _ => 0 };
        var read = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && factor > 0;
        // A year is more than any scenario needs and far below what a time can hold.
        read = read && number * factor <= 366m * 24 * 3_600_000;
        time = read ? TimeSpan.FromTicks((long)(number * factor * TimeSpan.TicksPerMillisecond)) : TimeSpan.Zero;
        return read;
    }

    /// <summary>In seconds with milliseconds, for columns.</summary>
    public static string Show(TimeSpan time) => time.TotalSeconds.ToString(time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "0.000" : "0.000####", CultureInfo.InvariantCulture);

    /// <summary>As short as it can be, with its unit.</summary>
    public static string Brief(TimeSpan time) => time.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s";
}
