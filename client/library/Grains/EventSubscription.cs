using System.Runtime.CompilerServices;

namespace Conversations.Client.Grains;

/// <summary>
/// Follows a conversation as its observer. Being told is only a hint that there is something: what is told in order is given on,
/// and every gap is read, so a lost notification, a moved activation and a slow reader cost nothing but a read.
/// </summary>
internal sealed class EventSubscription(
    IGrainFactory grains, IConversationGrain conversation, string conversationId, GrainCalls calls, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>
    /// Far below <see cref="ObserverLease.Life"/>: a conversation that lost its memory, and its observers with it, tells nobody
    /// until it is subscribed to again.
    /// </summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<RecordedEvent> Run(long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var inbox = new EventInbox();
        var self = grains.CreateObjectReference<IConversationObserver>(inbox);
        try
        {
            // Asked first, so that a conversation that does not exist is an error and not an endless wait.
            var first = await calls.Ask(() => conversation.ReadEvents(afterVersion, PageSize), cancellation);
            if (first.Version == 0)
            {
                throw Arguments.UnknownConversation(conversationId);
            }
            inbox.Offer(first);
            await foreach (var recorded in Follow(inbox, self, Math.Min(afterVersion, first.Version), cancellation))
            {
                yield return recorded;
            }
        }
        finally
        {
            await End(self);
            // Orleans keeps observers by weak references: ours must live as long as the watch.
            GC.KeepAlive(inbox);
        }
    }

    private async IAsyncEnumerable<RecordedEvent> Follow(
        EventInbox inbox, IConversationObserver self, long position, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (DateTimeOffset renewAt = default; ;)
        {
            var told = inbox.Signal();
            if (inbox.TakeForgotten() || time.GetUtcNow() >= renewAt)
            {
                var version = await Renew(self, cancellation);
                inbox.Known(version ?? 0);
                renewAt = time.GetUtcNow() + (version is null ? RetryDelay : Renewal);
            }
            var page = inbox.Take(position) ?? (inbox.Newest > position ? await Missed(position, cancellation) : null);
            if (page is null)
            {
                var patience = inbox.Newest > position ? RetryDelay : renewAt - time.GetUtcNow();
                await Either(told, patience, cancellation);
                continue;
            }
            for (var i = (int)(position + 1 - page.FirstVersion); i < page.Events.Length; i++)
            {
                position = page.FirstVersion + i;
                yield return new RecordedEvent(position, page.Events[i]);
            }
        }
    }

    private async Task Either(Task told, TimeSpan patience, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(told, Task.Delay(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, time, enough.Token));
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    // Once the watch runs, only the caller ends it: a host that restarts is waited for.
    private async Task<long?> Renew(IConversationObserver self, CancellationToken cancellation)
    {
        try
        {
            return await calls.Ask(() => conversation.Subscribe(self), cancellation);
        }
        catch (ConversationsException e) when (e.IsTransient)
        {
            return null;
        }
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

    private async Task End(IConversationObserver self)
    {
        try
        {
            await conversation.Unsubscribe(self);
        }
        catch (Exception)
        {
            // The subscription ends by itself when it is not repeated.
        }
        grains.DeleteObjectReference<IConversationObserver>(self);
    }
}
