using System.Globalization;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>The ids of activities: <c>{conversation}|{what}</c>.</summary>
internal static class ActivityId
{
    public static string OfMessage(string conversation, long seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{conversation}|{seq:D7}");

    /// <summary>A conversation ends once, and no position is called "end".</summary>
    public static string OfEnd(string conversation) => $"{conversation}|end";

    /// <summary>Typing is shown and gone: its id is no position and is never given out again.</summary>
    public static string OfTyping(string conversation, long turn, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{conversation}|typing-{turn}-{number}");
}
