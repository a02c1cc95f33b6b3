using Conversations.Bots;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>The socket, where the service has one: pages come over it, and are asked for only to be sure that none is missing.</summary>
internal sealed partial class FeedReader
{
    private string? _streamUrl;
    private SocketFeed? _socket;
    private Task<SocketFeed?>? _connecting;
    private DateTimeOffset _nextConnect;
    private TimeSpan _pause = FeedPace.Reconnect;

    private bool IsPushed => _socket is { HasEnded: false };

    private async Task MindSocket(CancellationToken stopping)
    {
        if (!_context.Bot.Connector!.WebSocket) return;
        if (_socket is { HasEnded: true } gone)
        {
            _socket = null;
            await gone.DisposeAsync();
            // What it had not brought is asked for at once.
            _nextConnect = _context.Time.GetUtcNow() + FeedPace.Reconnect;
        }
        if (_connecting is { IsCompleted: true } connected)
        {
            (_connecting, _socket) = (null, await connected);
            _pause = _socket is not null ? FeedPace.Reconnect : _pause + _pause < FeedPace.Idle ? _pause + _pause : FeedPace.Idle;
            _nextConnect = _context.Time.GetUtcNow() + _pause;
        }
        if (_socket is null && _connecting is null && _context.Time.GetUtcNow() >= _nextConnect)
        {
            _connecting = Connect(stopping);
        }
    }

    private async Task<SocketFeed?> Connect(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(FeedPace.Connecting, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        var socket = await StreamUrl(either.Token) is { } url && _context.SocketAddress(url) is { } address
            ? await SocketFeed.Connect(address, _signal.Raise, either.Token)
            : null;
        _signal.Raise();
        return socket;
    }

    // The one that came with the start of the conversation is good for its first minute, and once.
    private async Task<string?> StreamUrl(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _streamUrl, null) is { } fresh) return fresh;
        try
        {
            var answer = await _context.Service.Reconnect(_position, FeedPace.Connecting, cancellation);
            return answer.IsOk ? answer.Text("streamUrl") : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
