using System.Collections.Immutable;

namespace Conversations.Client.Grains;

/// <summary>What a conversation told us and we have not given on yet. Bounded: what finds no room is read later.</summary>
internal sealed class EventInbox : IConversationObserver
{
    private const int Room = 64;

    private readonly Lock _gate = new();
    private ImmutableQueue<EventPage> _pages = [];
    private int _count;
    private long _newest;
    private bool _forgotten;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The newest version that is known to exist.</summary>
    public long Newest => Volatile.Read(ref _newest);

    public Task OnEvents(EventPage page)
    {
        Offer(page);
        return Task.CompletedTask;
    }

    /// <summary>The conversation left memory: subscribing again can't wait.</summary>
    public Task OnDeactivated()
    {
        lock (_gate)
        {
            _forgotten = true;
            _changed.TrySetResult();
        }
        return Task.CompletedTask;
    }

    /// <summary>Whether the conversation has left memory since this was last asked.</summary>
    public bool TakeForgotten()
    {
        lock (_gate)
        {
            var forgotten = _forgotten;
            _forgotten = false;
            return forgotten;
        }
    }

    public void Offer(EventPage page)
    {
        lock (_gate)
        {
            if (_count < Room && !page.Events.IsEmpty)
            {
                _pages = _pages.Enqueue(page);
                _count++;
            }
        }
        Known(Math.Max(page.Version, page.FirstVersion + page.Events.Length - 1));
    }

    /// <summary>There are events up to this version.</summary>
    public void Known(long version)
    {
        lock (_gate)
        {
            _newest = Math.Max(_newest, version);
            _changed.TrySetResult();
        }
    }

    /// <summary>The page that goes on after <paramref name="position"/>; null when none here does.</summary>
    public EventPage? Take(long position)
    {
        lock (_gate)
        {
            while (_count > 0)
            {
                var page = _pages.Peek();
                if (page.FirstVersion > position + 1)
                {
                    return null;
                }
                _pages = _pages.Dequeue();
                _count--;
                if (page.FirstVersion + page.Events.Length - 1 > position)
                {
                    return page;
                }
            }
            return null;
        }
    }

    /// <summary>Completes with the next thing that is told. Taken before looking, so that nothing told in between is slept through.</summary>
    public Task Signal()
    {
        lock (_gate)
        {
            if (_changed.Task.IsCompleted)
            {
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            return _changed.Task;
        }
    }
}
