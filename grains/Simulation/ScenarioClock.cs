using System.Globalization;

namespace Conversations.Simulation;

/// <summary>How instants are shown: as seconds from the start, or as the time of day where the account works.</summary>
/// <param name="Start">What a scenario's times count from.</param>
/// <param name="Zone">Where; null for seconds from the start.</param>
public sealed record ScenarioClock(DateTimeOffset Start, TimeZoneInfo? Zone = null)
{
    /// <summary>In seconds with milliseconds, or as <c>Mon 26 Oct 09:00:00 +01</c>.</summary>
    public string Show(DateTimeOffset at)
    {
        if (Zone is null) return Times.Show(at - Start);
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var parts = local.Millisecond == 0 ? "ddd dd MMM HH:mm:ss zz" : "ddd dd MMM HH:mm:ss.fff zz";
        return local.ToString(parts, CultureInfo.InvariantCulture);
    }

    internal string Show(TimeSpan sinceStart) => Zone is null ? Times.Show(sinceStart) : Show(Start + sinceStart);
}
