namespace Conversations;

/// <summary>
/// A partition of the conversations at rest: touches those whose time has come. Key 0 to <see cref="WakeupPartitions.Count"/> - 1.
/// One reminder each keeps it alive across restarts; single conversations have none.
/// </summary>
[Alias("conversations.wakeup-grain.v1")]
public interface IWakeupGrain : IGrainWithIntegerKey
{
    /// <summary>Starts watching, if it does not already, and looks once right away.</summary>
    [Alias("Watch")]
    Task Watch();
}

/// <summary>How conversations are spread over <see cref="IWakeupGrain"/>s.</summary>
public static class WakeupPartitions
{
    /// <summary>Fixed: stored rows carry their partition.</summary>
    public const int Count = 16;
}
