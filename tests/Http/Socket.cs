using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Conversations.Tests.Http;

/// <summary>A Direct Line socket as a client sees it.</summary>
internal sealed class Socket(ClientWebSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly byte[] _buffer = new byte[256 * 1024];

    public string Watermark { get; private set; } = "";
    public WebSocketCloseStatus? Closed => socket.CloseStatus;

    /// <summary>The next frame as it came; null when the server closed.</summary>
    public async Task<string?> Frame()
    {
        using var limit = new CancellationTokenSource(Patience);
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }
            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }

    /// <summary>The activities of the next frame that has any.</summary>
    public async Task<JsonElement[]> Next()
    {
        while (true)
        {
            var frame = await Frame() ?? throw new InvalidOperationException("The server closed the socket.");
            if (frame.Length > 0)
            {
                var set = JsonDocument.Parse(frame).RootElement;
                Watermark = set.GetProperty("watermark").GetString()!;
                return [.. set.GetProperty("activities").EnumerateArray()];
            }
        }
    }

    /// <summary>Reads until an activity matches, and gives all that came up to it.</summary>
    public async Task<List<JsonElement>> Until(Func<JsonElement, bool> match)
    {
        List<JsonElement> all = [];
        while (!all.Exists(a => match(a)))
        {
            all.AddRange(await Next());
        }
        return all;
    }

    public Task Send(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (socket.State is WebSocketState.Open)
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        socket.Dispose();
    }
}
