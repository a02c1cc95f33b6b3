using Conversations.Silo.Hosting;

namespace Conversations.Silo.Http.Feeds;

/// <summary>
/// Keeps an observer subscribed to a conversation: again within the lease, and at once when the conversation has left memory or a
/// silo the cluster, for whoever was told before is told nothing then.
/// </summary>
internal sealed class Subscription(IConversationGrain conversation, IConversationObserver observer, ClusterChanges cluster, TimeProvider time)
{
    /// <summary>Should every sign be missed, a conversation that forgot us is found again within this time.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private TaskCompletionSource _ended = New();
    private Task _siloLeft = Task.CompletedTask;
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;

    /// <summary>When it is to be repeated, if nothing happens before.</summary>
    public DateTimeOffset RenewAt => _renewAt;

    /// <summary>Completes when it must be repeated before its time.</summary>
    public Task Lost() => Task.WhenAny(_ended.Task, _siloLeft);

    /// <summary>The conversation says that it has left memory.</summary>
    public void End() => Volatile.Read(ref _ended).TrySetResult();

    /// <summary>Repeats it when that is due; the conversation's version, or null when it was not due.</summary>
    public async ValueTask<long?> Renew(CancellationToken cancellation)
    {
        if (time.GetUtcNow() < _renewAt && !_ended.Task.IsCompleted && !_siloLeft.IsCompleted)
        {
            return null;
        }
        // Taken before the call: what ends while it is on its way is not slept through.
        _ended = New();
        _siloLeft = cluster.Next;
        var version = await conversation.Subscribe(observer).WaitAsync(cancellation);
        _renewAt = time.GetUtcNow() + Renewal;
        return version;
    }

    /// <summary>The conversation can't be reached now; tried again after a moment.</summary>
    public void Postpone() => _renewAt = time.GetUtcNow() + Pause;

    public async ValueTask Stop()
    {
        try
        {
            await conversation.Unsubscribe(observer);
        }
        catch (Exception)
        {
            // The subscription ends by itself when it is not repeated.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
