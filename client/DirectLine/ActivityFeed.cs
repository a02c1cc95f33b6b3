using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Conversations.Cli.DirectLine;

/// <summary>What comes over the feed.</summary>
internal abstract record FeedItem;

internal sealed record ActivityItem(Activity Activity) : FeedItem;

/// <summary>The connection broke; it is being opened again.</summary>
internal sealed record ConnectionLost : FeedItem;

internal sealed record ConnectionBack : FeedItem;

/// <summary>
/// Follows a conversation over its WebSocket, through restarts of the server: it comes back with the last watermark, so nothing is
/// lost, and knows what it has shown, so nothing comes twice.
/// </summary>
internal sealed class ActivityFeed(DirectLineClient directLine, DirectLineConversation conversation)
{
    // The server sends an empty frame every 15 s.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(8);

    private string _watermark = "";
    private long _lastSeq;

    public async IAsyncEnumerable<FeedItem> Run([EnumeratorCancellation] CancellationToken cancellation)
    {
        var address = conversation.StreamUrl;
        for (var connected = false; ;)
        {
            using var socket = await Open(address, cancellation);
            if (socket is not null)
            {
                if (connected)
                {
                    yield return new ConnectionBack();
                }
                connected = true;
                while (await Receive(socket, cancellation) is { } set)
                {
                    foreach (var activity in New(set))
                    {
                        yield return new ActivityItem(activity);
                    }
                }
            }
            cancellation.ThrowIfCancellationRequested();
            yield return new ConnectionLost();
            connected = true;
            address = await NewAddress(cancellation);
        }
    }

    private IEnumerable<Activity> New(ActivitySet set)
    {
        _watermark = set.Watermark ?? _watermark;
        foreach (var activity in set.Activities ?? [])
        {
            if (activity.Seq == 0 || activity.Seq > _lastSeq)
            {
                _lastSeq = Math.Max(_lastSeq, activity.Seq);
                yield return activity;
            }
        }
    }

    private async Task<string?> NewAddress(CancellationToken cancellation)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            await Task.Delay(delay, directLine.Time, cancellation);
            try
            {
                return (await directLine.Reconnect(conversation.Id, _watermark, cancellation)).StreamUrl;
            }
            catch (CliException e) when (e.ExitCode == ExitCodes.Unreachable)
            {
                // Not back yet.
            }
        }
    }

    private async Task<WebSocket?> Open(string? address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var stream))
        {
            throw new CliException(ExitCodes.Failed, "The server gave no stream address; is it a Direct Line 3.0 with WebSockets?");
        }
        try
        {
            return await directLine.OpenStream(stream, cancellation);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or SocketException)
        {
            return null;
        }
    }

    // Null: the connection is over, whatever ended it.
    private async Task<ActivitySet?> Receive(WebSocket socket, CancellationToken cancellation)
    {
        var frame = new ArrayBufferWriter<byte>(4096);
        using var silence = new CancellationTokenSource(Silence, directLine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(frame.GetMemory(4096), either.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }
                frame.Advance(part.Count);
                if (part.EndOfMessage && frame.WrittenCount > 0)
                {
                    return JsonSerializer.Deserialize(frame.WrittenSpan, DirectLineJson.Default.ActivitySet);
                }
                if (part.EndOfMessage)
                {
                    silence.CancelAfter(Silence);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
