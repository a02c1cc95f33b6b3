using System.Buffers;
using System.Net.WebSockets;
using Conversations.Silo.Http.Feeds;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>One open socket: what was said since the watermark, then what is said, typing, and a sign of life in silence.</summary>
internal sealed class ActivityStream(
    WebSocket socket, EventFeed feed, string conversation, ConversationFacts facts, TypingIndicator typing, TimeProvider time)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    /// <summary>A reader that takes longer for one frame is gone; it comes back with its watermark.</summary>
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);
    private const int KeptBuffer = 64 * 1024;
    private ArrayBufferWriter<byte> _buffer = new(1024);

    public async Task Run(CancellationToken stopping, CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        var receiving = Receive(ending, aborted);
        try
        {
            await Send(ending.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException || ending.IsCancellationRequested)
        {
            // The client left, or the server stops.
        }
        catch (Exception)
        {
            // The conversation can't be read now. Losing its socket is the one fault from which a client truly recovers.
        }
        await Close(receiving);
    }

    private async Task Send(CancellationToken ending)
    {
        var sent = time.GetUtcNow();
        while (true)
        {
            var now = time.GetUtcNow();
            var silence = sent + KeepAlive - now;
            var wait = typing.Wait(now) < silence ? typing.Wait(now) : silence;
            var page = await feed.Next(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, ending);
            now = time.GetUtcNow();
            if (await SendDue(page, now, now >= sent + KeepAlive))
            {
                sent = now;
            }
        }
    }

    private async ValueTask<bool> SendDue(EventPage? page, DateTimeOffset now, bool silent)
    {
        if (page is not null)
        {
            typing.Apply(page);
            return await SendSet(set => set.Add(page));
        }
        if (typing.Active && typing.Wait(now) == TimeSpan.Zero)
        {
            typing.Shown(now);
            return await SendSet(set => set.AddTyping(now, typing.Turn, typing.Number));
        }
        if (silent)
        {
            await SendFrame(ReadOnlyMemory<byte>.Empty);
        }
        return silent;
    }

    private async ValueTask<bool> SendSet(Action<ActivitySet> fill)
    {
        _buffer.ResetWrittenCount();
        using (var set = new ActivitySet(_buffer, conversation, facts))
        {
            fill(set);
            if (set.Count is 0)
            {
                return false;
            }
            set.End(Watermark.Write(feed.Position));
        }
        await SendFrame(_buffer.WrittenMemory);
        if (_buffer.Capacity > KeptBuffer)
        {
            _buffer = new(1024);
        }
        return true;
    }

    // Not cancelled by the end of the server: a frame that was begun is finished, and the socket closed in order.
    private async ValueTask SendFrame(ReadOnlyMemory<byte> frame)
    {
        using var limit = new CancellationTokenSource(SendLimit);
        await socket.SendAsync(frame, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, limit.Token);
    }

    // Keep-alives and whatever else a client says are read and dropped.
    private async Task Receive(CancellationTokenSource ending, CancellationToken aborted)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), aborted)).MessageType is not WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Gone without a word.
        }
        await ending.CancelAsync();
    }

    private async Task Close(Task receiving)
    {
        try
        {
            using var limit = new CancellationTokenSource(CloseLimit);
            if (socket.State is WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            }
            else if (socket.State is WebSocketState.Open)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "The server is going away; connect again.", limit.Token);
                await receiving.WaitAsync(limit.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // It did not answer in time.
        }
        socket.Abort();
        await receiving;
    }
}
