using System.Collections.Immutable;

namespace Conversations;

/// <summary>Telling observers, after the events are on disk.</summary>
internal sealed partial class ConversationGrain
{
    private ImmutableArray<Subscription> _subscriptions = [];

    private sealed record Subscription(IConversationObserver Observer, DateTimeOffset Until);

    public Task<long> Subscribe(IConversationObserver observer)
    {
        var now = time.GetUtcNow();
        var others = _subscriptions.RemoveAll(s => s.Observer.Equals(observer) || s.Until <= now);
        _subscriptions = others.Add(new Subscription(observer, now + ObserverLease.Life));
        return Task.FromResult(_state.Version);
    }

    public Task Unsubscribe(IConversationObserver observer)
    {
        _subscriptions = _subscriptions.RemoveAll(s => s.Observer.Equals(observer));
        return Task.CompletedTask;
    }

    /// <summary>They are forgotten with the activation; the next one can tell only those that subscribe to it.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var subscription in _subscriptions)
        {
            Told(subscription.Observer, static observer => observer.OnDeactivated());
        }
        return Task.CompletedTask;
    }

    private void TellObservers(ImmutableArray<ConversationEvent> events)
    {
        if (_subscriptions.IsEmpty) return;
        var now = time.GetUtcNow();
        var page = new EventPage { FirstVersion = _state.Version - events.Length + 1, Events = events, Version = _state.Version };
        Func<IConversationObserver, Task> tell = observer => observer.OnEvents(page);
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Until <= now || !Told(subscription.Observer, tell))
            {
                _subscriptions = _subscriptions.Remove(subscription);
            }
        }
    }

    private bool Told(IConversationObserver observer, Func<IConversationObserver, Task> tell)
    {
        try
        {
            _ = tell(observer);
            return true;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogObserverFailed(log, _state.Key, fault);
            return false;
        }
    }
}
