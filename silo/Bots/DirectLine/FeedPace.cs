namespace Conversations.Silo.Bots.DirectLine;

/// <summary>How often a feed is asked, and for how long.</summary>
internal static class FeedPace
{
    /// <summary>A single request to a feed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    /// <summary>After a failure.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    /// <summary>How long what answers late or in parts is told as it comes.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);
    /// <summary>How long a bot that may speak unasked is listened to after the last word.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    /// <summary>How often it is looked whether the bot still has the conversation, once nobody waits.</summary>
    public static readonly TimeSpan Ownership = TimeSpan.FromSeconds(15);
    /// <summary>Between two tries to open a socket; doubled up to <see cref="Idle"/>.</summary>
    public static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(3);
    /// <summary>For connecting a socket.</summary>
    public static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    /// <summary>The wait before the next poll: short at first, for most bots answer at once.</summary>
    /// <param name="quiet">How long nothing was sent and nothing came.</param>
    /// <param name="isAwaited">Somebody waits for an answer.</param>
    public static TimeSpan Next(TimeSpan quiet, bool isAwaited) =>
        isAwaited && quiet < TimeSpan.FromSeconds(3) ? Quick : isAwaited || quiet < TimeSpan.FromSeconds(10) ? Steady : Slow;
}
