using System.Net;
using System.Net.Sockets;

namespace Conversations.Tests.Servers;

/// <summary>
/// Ports for servers that come back on the same one. They lie below those that the system gives to clients: one of those could be
/// taken while the server is away, even by a client that connects to itself.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private static readonly Lock Gate = new();
    private static int _next = Environment.ProcessId * 7 % (Last - First);

    public static int Take() => Take(1)[0];

    /// <summary>Different ones, and none that was taken before: a server may not listen yet on what it was given.</summary>
    public static int[] Take(int count)
    {
        lock (Gate)
        {
            return [.. Candidates().Where(IsFree).Take(count)];
        }
    }

    private static IEnumerable<int> Candidates()
    {
        for (var i = 0; i < Last - First; i++)
        {
            yield return First + (_next = (_next + 1) % (Last - First));
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
