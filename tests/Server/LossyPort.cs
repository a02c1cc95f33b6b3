using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Conversations.Tests.Servers;

/// <summary>What is lost when a <see cref="LossyPort"/> is told to lose something.</summary>
internal enum Loss
{
    None = 0,
    /// <summary>What the client sends next never arrives.</summary>
    Request = 1,
    /// <summary>What the client sends next arrives; the answer does not.</summary>
    Answer = 2,
}

/// <summary>A port in front of another one. It passes everything on, until it is told to lose something: then the connection breaks there.</summary>
internal sealed class LossyPort : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private int _loss;

    public LossyPort(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often something was lost.</summary>
    public int Losses { get; private set; }

    /// <summary>Loses once, of whichever connection is next.</summary>
    public void Lose(Loss loss) => Volatile.Write(ref _loss, (int)loss);

    /// <summary>Breaks every connection that there is.</summary>
    public void BreakAll()
    {
        foreach (var client in _clients)
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        _clients.Add(client);
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                var (one, other) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(Pass(one, other, Loss.Request), Pass(other, one, Loss.Answer));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // One of the two is gone, and so is the other.
            }
        }
    }

    private async Task Pass(NetworkStream from, NetworkStream to, Loss mine)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            if (Interlocked.CompareExchange(ref _loss, (int)Loss.None, (int)mine) == (int)mine)
            {
                Losses++;
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }
}
