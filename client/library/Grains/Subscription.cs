namespace Conversations.Client.Grains;

/// <summary>
/// Keeps an observer subscribed to a conversation: again within the lease, and at once when the conversation has left memory, a
/// silo the cluster or a connection broke, for whoever was told before is told nothing then.
/// </summary>
internal sealed class Subscription(
    IConversationGrain conversation, IConversationObserver observer, ClusterChanges cluster, GrainCalls calls, TimeProvider time)
{
    /// <summary>Should every sign be missed, a conversation that forgot us is found again within this time.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>For so long after a change silos may still send what they tell us where we no longer are; then it is asked for.</summary>
    private static readonly TimeSpan Unrest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RenewalInUnrest = TimeSpan.FromSeconds(2);

    private Task _change = cluster.Next;
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;
    private DateTimeOffset _calmAt = DateTimeOffset.MinValue;

    /// <summary>When it is to be repeated, if nothing happens before.</summary>
    public DateTimeOffset RenewAt => _renewAt;

    /// <summary>Completes when it must be repeated before its time.</summary>
    public Task Lost => _change;

    /// <summary>Repeats it when that is due; the conversation's version, or null when it was not due or nobody answered.</summary>
    /// <param name="forgotten">The conversation has left memory.</param>
    /// <param name="cancellation">Ends it.</param>
    public async ValueTask<long?> Renew(bool forgotten, CancellationToken cancellation)
    {
        if (_change.IsCompleted)
        {
            // Taken before the call: what changes while it is on its way is not slept through.
            _change = cluster.Next;
            _calmAt = time.GetUtcNow() + Unrest;
        }
        else if (!forgotten && time.GetUtcNow() < _renewAt)
        {
            return null;
        }
        try
        {
            var version = await calls.Ask(() => conversation.Subscribe(observer), cancellation);
            var now = time.GetUtcNow();
            _renewAt = now + (now < _calmAt ? RenewalInUnrest : Renewal);
            return version;
        }
        catch (ConversationsException e) when (e.IsTransient)
        {
            // Once a watch runs, only its caller ends it: a host that restarts is waited for.
            _renewAt = time.GetUtcNow() + Pause;
            return null;
        }
    }

    public async ValueTask Stop()
    {
        try
        {
            await conversation.Unsubscribe(observer).WaitAsync(Farewell, time);
        }
        catch (Exception)
        {
            // The subscription ends by itself when it is not repeated.
        }
    }
}
