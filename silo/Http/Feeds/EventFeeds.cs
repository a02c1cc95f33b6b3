using Conversations.Silo.Hosting;
using Conversations.Silo.Hosting.Stopping;

namespace Conversations.Silo.Http.Feeds;

/// <summary>Opens feeds and ends them with the host.</summary>
internal sealed class EventFeeds(IGrainFactory grains, TimeProvider time, ClusterChanges cluster, Draining draining)
{
    /// <summary>Cancelled when the server stops: whoever follows a feed must let go, or the stop waits for it.</summary>
    public CancellationToken Stopping => draining.Closing;

    public TimeProvider Time => time;

    /// <summary>Follows a conversation from the event after <paramref name="afterVersion"/>.</summary>
    public EventFeed Open(ConversationKey key, long afterVersion) =>
        new(grains, grains.GetGrain<IConversationGrain>(key.ToString()), afterVersion, cluster, time);
}
