using System.Globalization;

namespace Conversations.Bots;

/// <summary>The ids of activities that bots are sent and send. A consumer's message has the id that Direct Line clients see, too.</summary>
public static class ActivityIds
{
    public static string OfMessage(string conversation, long seq) => string.Create(CultureInfo.InvariantCulture, $"{conversation}|{seq:D7}");

    /// <summary>Of what tells a bot that a conversation began.</summary>
    public static string OfWelcome(string conversation, long turn) => string.Create(CultureInfo.InvariantCulture, $"{conversation}|w{turn}");

    /// <summary>Of an activity of the bot, by its number.</summary>
    public static string OfHeard(string conversation, long number) => string.Create(CultureInfo.InvariantCulture, $"{conversation}|b{number:D7}");
}
