namespace Conversations.Cli.BotCheck;

/// <summary>What is taken from a bot, so that none can exhaust the check.</summary>
internal static class CheckLimits
{
    /// <summary>Activities that a server takes as the answer to one request.</summary>
    public const int MostActivities = 100;
    /// <summary>Activities that the check keeps; the rest is counted.</summary>
    public const int MostKept = 2_000;
    /// <summary>Activities that are shown as they come.</summary>
    public const int MostShown = 200;
    /// <summary>Bytes of a response, as on a server.</summary>
    public const int MostResponseBytes = 1_000_000;
    /// <summary>Bytes of one of the bot's calls, as on a server.</summary>
    public const int MostCallBytes = 256 * 1024;
}
