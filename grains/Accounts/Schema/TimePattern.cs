using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Conversations.Accounts.Schema;

/// <summary>Times as documents write them: a number and its unit.</summary>
internal static class TimePattern
{
    public const string Text = @"^[0-9]{1,9}(\.[0-9]{1,7})?(ms|s|m|h|d)$";
    public const string Advice = "write a number and its unit, such as 500ms, 1.5s or 2m";

    /// <summary>Reads <c>500ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c> or <c>30d</c>.</summary>
    public static bool TryRead(string text, out TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.TrimEnd('m', 's', 'h', 'd');
        decimal factor = text[digits.Length..] switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, "d" => 86_400_000, _ => 0 };
        var read = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && factor > 0;
        // A year is more than any document needs and far below what a time can hold.
        read = read && number * factor <= 366m * 24 * 3_600_000;
        time = read ? TimeSpan.FromTicks((long)(number * factor * TimeSpan.TicksPerMillisecond)) : TimeSpan.Zero;
        return read;
    }
}

/// <summary>A time with its bounds, both included and written like the time itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeRangeAttribute : RegularExpressionAttribute
{
    public TimeRangeAttribute(string least, string most) : base(TimePattern.Text)
    {
        Least = least;
        Most = most;
        ErrorMessage = $"write a time from {least} to {most}, such as 30s, 5m, 1h or 2d";
    }

    public string Least { get; }

    public string Most { get; }

    public bool Holds(string text) =>
        TimePattern.TryRead(text, out var time) && TimePattern.TryRead(Least, out var least) && TimePattern.TryRead(Most, out var most)
        && time >= least && time <= most;
}
