using System.Threading.Channels;

namespace Conversations.Silo.Http.Feeds;

/// <summary>
/// One reader's way through a conversation's events: each once, in order, those of the past and those to come. What is
/// pushed waits in a short queue; a reader that falls behind it reads pages instead, so a slow one costs no memory.
/// </summary>
internal sealed class EventFeed(IGrainFactory grains, IConversationGrain conversation, long afterVersion, TimeProvider time)
    : IConversationObserver, IAsyncDisposable
{
    private const int PageSize = 200;
    private const int QueueLimit = 32;
    /// <summary>A conversation that lost its memory, and us with it, is found again within this time.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);

    private readonly Channel<EventPage> _pushed = Channel.CreateBounded<EventPage>(QueueLimit);
    private IConversationObserver? _reference;
    private DateTimeOffset _renewAt;
    private long _position = afterVersion;
    private long _known = afterVersion;
    private Task<bool>? _arrival;

    /// <summary>The version up to which everything was given out.</summary>
    public long Position => _position;

    /// <summary>Called by the conversation. A page that finds no room is not kept: that it exists is, and it is read later.</summary>
    public Task OnEvents(EventPage page)
    {
        Know(Last(page));
        _pushed.Writer.TryWrite(page);
        return Task.CompletedTask;
    }

    /// <summary>The next events; null when there were none for as long as <paramref name="patience"/>.</summary>
    public async ValueTask<EventPage?> Next(TimeSpan patience, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + patience;
        while (true)
        {
            await Renew(cancellation);
            if (Queued() is { } queued)
            {
                return Take(queued);
            }
            if (await Read(cancellation) is { } read)
            {
                return Take(read);
            }
            var now = time.GetUtcNow();
            if (now >= until)
            {
                return null;
            }
            var wait = (until < _renewAt ? until : _renewAt) - now;
            await Arrival(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_reference is not { } reference)
        {
            return;
        }
        try
        {
            await conversation.Unsubscribe(reference);
        }
        catch (Exception)
        {
            // The subscription ends by itself when it is not repeated.
        }
        grains.DeleteObjectReference<IConversationObserver>(reference);
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

    private async ValueTask Renew(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_reference is not null && now < _renewAt)
        {
            return;
        }
        _reference ??= grains.CreateObjectReference<IConversationObserver>(this);
        var version = await conversation.Subscribe(_reference).WaitAsync(cancellation);
        _renewAt = now + Renewal;
        Know(version);
    }

    private async ValueTask<EventPage?> Read(CancellationToken cancellation)
    {
        var known = Volatile.Read(ref _known);
        if (known <= _position)
        {
            return null;
        }
        var page = await conversation.ReadEvents(_position, PageSize).WaitAsync(cancellation);
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
        if (_pushed.Reader.Count > 0 || Volatile.Read(ref _known) > _position)
        {
            return;
        }
        _arrival = _arrival is null or { IsCompleted: true } ? _pushed.Reader.WaitToReadAsync(CancellationToken.None).AsTask() : _arrival;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(_arrival, Task.Delay(patience, time, enough.Token));
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static long Last(EventPage page) => page.FirstVersion + page.Events.Length - 1;
}
