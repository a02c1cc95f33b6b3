using System.Net;
using System.Net.Sockets;

namespace Conversations.Tests.Servers;

/// <summary>
/// A port for a server that comes back on the same one. It lies below those that the system gives to clients: one of those could be
/// taken while the server is away, even by a client that connects to itself.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Take()
    {
        var start = First + Environment.ProcessId % (Last - First);
        return Enumerable.Range(0, Last - First).Select(i => First + (start - First + i * 7) % (Last - First)).First(IsFree);
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
