using System.Runtime.CompilerServices;

namespace Conversations.Client.Grains;

/// <summary>
/// Follows a conversation as its observer. Being told is only a hint that there is something: what is told in order is given on,
/// and every gap is read, so a lost notification, a moved activation and a slow reader cost nothing but a read.
/// </summary>
internal sealed class EventSubscription(
    IGrainFactory grains, IConversationGrain conversation, string conversationId, ClusterChanges cluster, GrainCalls calls, TimeProvider time)
{
    private const int PageSize = 200;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<RecordedEvent> Run(long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var inbox = new EventInbox();
        var self = grains.CreateObjectReference<IConversationObserver>(inbox);
        var subscription = new Subscription(conversation, self, cluster, calls, time);
        try
        {
            // Asked first, so that a conversation that does not exist is an error and not an endless wait.
            var first = await calls.Ask(() => conversation.ReadEvents(afterVersion, PageSize), cancellation);
            if (first.Version == 0)
            {
                throw Arguments.UnknownConversation(conversationId);
            }
            inbox.Offer(first);
            await foreach (var recorded in Follow(inbox, subscription, Math.Min(afterVersion, first.Version), cancellation))
            {
                yield return recorded;
            }
        }
        finally
        {
            await subscription.Stop();
            grains.DeleteObjectReference<IConversationObserver>(self);
            // Orleans keeps observers by weak references: ours must live as long as the watch.
            GC.KeepAlive(inbox);
        }
    }

    private async IAsyncEnumerable<RecordedEvent> Follow(
        EventInbox inbox, Subscription subscription, long position, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var told = inbox.Signal();
            if (await subscription.Renew(inbox.TakeForgotten(), cancellation) is { } version)
            {
                inbox.Known(version);
            }
            var page = inbox.Take(position) ?? (inbox.Newest > position ? await Missed(position, cancellation) : null);
            if (page is null)
            {
                var patience = inbox.Newest > position ? RetryDelay : subscription.RenewAt - time.GetUtcNow();
                await Any([told, subscription.Lost], patience, cancellation);
                continue;
            }
            for (var i = (int)(position + 1 - page.FirstVersion); i < page.Events.Length; i++)
            {
                position = page.FirstVersion + i;
                yield return new RecordedEvent(position, page.Events[i]);
            }
        }
    }

    private async Task Any(Task[] signs, TimeSpan patience, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny([.. signs, Task.Delay(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time, enough.Token)]);
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private async Task<EventPage?> Missed(long position, CancellationToken cancellation)
    {
        try
        {
            var page = await calls.Ask(() => conversation.ReadEvents(position, PageSize), cancellation);
            return page.Events.IsEmpty ? null : page;
        }
        catch (ConversationsException e) when (e.IsTransient)
        {
            return null;
        }
    }
}
