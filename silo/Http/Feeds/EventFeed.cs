using System.Threading.Channels;
using Conversations.Silo.Hosting;

namespace Conversations.Silo.Http.Feeds;

/// <summary>
/// One reader's way through a conversation's events: each once, in order, those of the past and those to come. What is
/// pushed waits in a short queue; a reader that falls behind it reads pages instead, so a slow one costs no memory.
/// </summary>
internal sealed class EventFeed : IConversationObserver, IAsyncDisposable
{
    private const int PageSize = 200;
    private const int QueueLimit = 32;
    /// <summary>For so long a conversation may be between two silos; then its reader has to come back.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Channel<EventPage> _pushed = Channel.CreateBounded<EventPage>(QueueLimit);
    private readonly IGrainFactory _grains;
    private readonly IConversationGrain _conversation;
    private readonly IConversationObserver _reference;
    private readonly Subscription _subscription;
    private readonly TimeProvider _time;
    private DateTimeOffset _reached;
    private bool _unreachable;
    private long _position;
    private long _known;
    private Task<bool>? _arrival;

    public EventFeed(IGrainFactory grains, IConversationGrain conversation, long afterVersion, ClusterChanges cluster, TimeProvider time)
    {
        (_grains, _conversation, _time, _position, _known) = (grains, conversation, time, afterVersion, afterVersion);
        _reference = grains.CreateObjectReference<IConversationObserver>(this);
        _subscription = new(conversation, _reference, cluster, time);
        _reached = time.GetUtcNow();
    }

    /// <summary>The version up to which everything was given out.</summary>
    public long Position => _position;

    /// <summary>Called by the conversation. A page that finds no room is not kept: that it exists is, and it is read later.</summary>
    public Task OnEvents(EventPage page)
    {
        Know(Last(page));
        _pushed.Writer.TryWrite(page);
        return Task.CompletedTask;
    }

    /// <summary>Called by the conversation when it leaves memory, and us with it.</summary>
    public Task OnDeactivated()
    {
        _subscription.End();
        return Task.CompletedTask;
    }

    /// <summary>The next events; null when there were none for as long as <paramref name="patience"/>.</summary>
    public async ValueTask<EventPage?> Next(TimeSpan patience, CancellationToken cancellation)
    {
        var until = _time.GetUtcNow() + patience;
        while (true)
        {
            if (await Page(cancellation) is { } page)
            {
                return Take(page);
            }
            var now = _time.GetUtcNow();
            if (now >= until)
            {
                return null;
            }
            var wait = (until < _subscription.RenewAt ? until : _subscription.RenewAt) - now;
            await Arrival(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _subscription.Stop();
        _grains.DeleteObjectReference<IConversationObserver>(_reference);
    }

    private async ValueTask<EventPage?> Page(CancellationToken cancellation)
    {
        try
        {
            if (await _subscription.Renew(cancellation) is { } version)
            {
                _reached = _time.GetUtcNow();
                Know(version);
            }
            return Queued() ?? await Read(cancellation);
        }
        catch (Exception e) when (ConversationCalls.IsBetweenSilos(e) && _time.GetUtcNow() < _reached + Longest)
        {
            _subscription.Postpone();
            _unreachable = true;
            return null;
        }
    }

    // Pages that were overtaken by reading are skipped; one that comes too early waits for what lies before it to be read.
    private EventPage? Queued()
    {
        while (_pushed.Reader.TryPeek(out var page))
        {
            if (page.FirstVersion > _position + 1)
            {
                return null;
            }
            _pushed.Reader.TryRead(out _);
            if (Last(page) > _position)
            {
                return page;
            }
        }
        return null;
    }

    private EventPage Take(EventPage page)
    {
        var skip = (int)(_position + 1 - page.FirstVersion);
        _position = Last(page);
        return skip is 0 ? page : page with { FirstVersion = page.FirstVersion + skip, Events = page.Events[skip..] };
    }

    private async ValueTask<EventPage?> Read(CancellationToken cancellation)
    {
        var known = Volatile.Read(ref _known);
        if (known <= _position)
        {
            return null;
        }
        var page = await _conversation.ReadEvents(_position, PageSize).WaitAsync(cancellation);
        if (page.Events.Length > 0)
        {
            return page;
        }
        // Nothing there, so what we thought we knew was wrong; a push that came meanwhile stands.
        Interlocked.CompareExchange(ref _known, _position, known);
        return null;
    }

    private void Know(long version)
    {
        for (var known = Volatile.Read(ref _known); version > known; known = Volatile.Read(ref _known))
        {
            Interlocked.CompareExchange(ref _known, version, known);
        }
    }

    private async ValueTask Arrival(TimeSpan patience, CancellationToken cancellation)
    {
        if (_unreachable)
        {
            _unreachable = false;
            await Task.Delay(patience, _time, cancellation);
            return;
        }
        if (_pushed.Reader.Count > 0 || Volatile.Read(ref _known) > _position)
        {
            return;
        }
        _arrival = _arrival is null or { IsCompleted: true } ? _pushed.Reader.WaitToReadAsync(CancellationToken.None).AsTask() : _arrival;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(_arrival, _subscription.Lost(), Task.Delay(patience, _time, enough.Token));
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static long Last(EventPage page) => page.FirstVersion + page.Events.Length - 1;
}
