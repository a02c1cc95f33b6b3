using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>The pages that come over one socket. When it ends, for whatever reason, its reader goes on by asking.</summary>
internal sealed class SocketFeed : IAsyncDisposable
{
    /// <summary>What one message may hold; as much as an HTTP answer may.</summary>
    public const int MessageLimit = 1_000_000;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);
    private readonly ClientWebSocket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<FeedPage> _pages = Channel.CreateBounded<FeedPage>(16);
    private readonly Action _news;
    private readonly Task _reading;

    private SocketFeed(ClientWebSocket socket, Action news)
    {
        _socket = socket;
        _news = news;
        _reading = Read();
    }

    /// <summary>No more pages will come.</summary>
    public bool HasEnded => _pages.Reader.Completion.IsCompleted;

    /// <param name="address">A <c>ws</c> or <c>wss</c> address, already known to be allowed.</param>
    /// <param name="news">Called when a page is there or the socket has ended.</param>
    /// <param name="cancellation">Ends the attempt to connect.</param>
    /// <returns>Null when it could not be connected: the caller asks instead, and may try again.</returns>
    public static async Task<SocketFeed?> Connect(Uri address, Action news, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        try
        {
            await socket.ConnectAsync(address, cancellation);
            return new SocketFeed(socket, news);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or HttpRequestException or IOException)
        {
            socket.Dispose();
            return null;
        }
    }

    public bool TryRead(out FeedPage? page) => _pages.Reader.TryRead(out page);

    private async Task Read()
    {
        try
        {
            while (await Message() is { } text)
            {
                // An empty frame only says that the service is there.
                if (text.Length == 0) continue;
                if (FeedPage.Parse(text) is not { } page) break;
                await _pages.Writer.WriteAsync(page, _end.Token);
                _news();
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or DecoderFallbackException)
        {
            // It broke; what it had not brought yet is asked for.
        }
        _pages.Writer.Complete();
        _news();
    }

    private async Task<string?> Message()
    {
        using var message = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
            if (part.MessageType is not WebSocketMessageType.Text || message.Length + part.Count > MessageLimit) return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State is WebSocketState.Open)
        {
            using var limit = new CancellationTokenSource(CloseLimit);
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _end.Dispose();
    }
}
