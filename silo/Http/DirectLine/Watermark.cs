using System.Globalization;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// Where a reader is, as text: the journal version up to which it has seen everything. Clients keep it and give it back
/// unread.
/// </summary>
internal static class Watermark
{
    /// <summary>The start of the conversation, as stream addresses write it.</summary>
    public const string Start = "-";

    // Anything that is no position means the start. An error would stop a polling client for good, and one that hands back
    // "undefined" or "-" has seen nothing yet.
    public static long Read(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    public static string Write(long version) => version.ToString(CultureInfo.InvariantCulture);
}
