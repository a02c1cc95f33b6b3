namespace Conversations.Silo.Http;

/// <summary>What every surface answers with 503, since it passes by itself: one rule, so that no surface calls it a fault of the server.</summary>
internal static class PassingFaults
{
    /// <summary>
    /// The journal has too much to do or can't be reached, another silo had the conversation first, or the engine could not carry the call
    /// out: a silo is gone, an answer is late, grain state can't be read or written.
    /// </summary>
    public static bool Passes(Exception e) =>
        e is JournalOverloadedException or JournalUnavailableException or VersionConflictException or OrleansException or TimeoutException;
}
