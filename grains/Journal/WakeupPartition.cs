using System.Text;

namespace Conversations.Journal;

/// <summary>Which <see cref="IWakeupGrain"/> looks after a conversation at rest.</summary>
public static class WakeupPartition
{
    /// <summary>0 to <see cref="WakeupPartitions.Count"/> - 1. Rows carry it, so it must never change: 32-bit FNV-1a over the key as UTF-8.</summary>
    public static int Of(ConversationKey key)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(key.ToString()))
        {
            hash = unchecked((hash ^ octet) * 16777619u);
        }
        return (int)(hash % WakeupPartitions.Count);
    }
}
