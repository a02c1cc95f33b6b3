using System.Globalization;

namespace Conversations.Simulation;

/// <summary>Times as scenarios write and show them: a number and its unit.</summary>
public static class Times
{
    /// <summary>In seconds with milliseconds, for columns.</summary>
    public static string Show(TimeSpan time) => time.TotalSeconds.ToString(time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "0.000" : "0.000####", CultureInfo.InvariantCulture);

    /// <summary>As short as it can be, with its unit.</summary>
    public static string Brief(TimeSpan time) => time.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s";
}
