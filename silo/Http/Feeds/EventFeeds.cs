using Conversations.Silo.Hosting;

namespace Conversations.Silo.Http.Feeds;

/// <summary>Opens feeds and ends them with the host.</summary>
internal sealed class EventFeeds(IGrainFactory grains, TimeProvider time, ClusterChanges cluster, IHostApplicationLifetime lifetime)
{
    /// <summary>Cancelled when the server begins to stop: whoever follows a feed must let go, or the stop waits for it.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public TimeProvider Time => time;

    /// <summary>Follows a conversation from the event after <paramref name="afterVersion"/>.</summary>
    public EventFeed Open(ConversationKey key, long afterVersion) =>
        new(grains, grains.GetGrain<IConversationGrain>(key.ToString()), afterVersion, cluster, time);
}
