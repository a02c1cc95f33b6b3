using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>Where the bot answers to: the part of the Bot Connector that bots use, on this machine alone.</summary>
internal sealed class ChannelListener : IDisposable
{
    private const int PortTries = 5;
    private readonly HttpListener _listener;

    private ChannelListener(HttpListener listener, string address) => (_listener, ServiceUrl) = (listener, address.TrimEnd('/') + ConnectorCall.ServicePath);

    /// <summary>Where the bot is told to answer to. It has a path, as a server's has.</summary>
    public string ServiceUrl { get; }

    /// <exception cref="CliException">The port is taken.</exception>
    public static ChannelListener Start(int? port)
    {
        for (var tries = 1; ; tries++)
        {
            var address = $"http://127.0.0.1:{port ?? FreePort()}/";
            var listener = new HttpListener { IgnoreWriteExceptions = true, Prefixes = { address } };
            try
            {
                listener.Start();
                return new ChannelListener(listener, address);
            }
            catch (HttpListenerException) when (port is null && tries < PortTries)
            {
                // Somebody was faster to take it.
                listener.Close();
            }
            catch (HttpListenerException e)
            {
                throw new CliException(ExitCodes.Failed, $"Can't listen on {address}: {e.Message.TrimEnd('.')}; give another port with --port.", e);
            }
        }
    }

    /// <summary>Takes calls until it is disposed.</summary>
    public async Task Serve(CheckConversation conversation, CheckLog log)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = Answer(context, conversation, log);
        }
    }

    public void Dispose() => _listener.Close();

    private static async Task Answer(HttpListenerContext context, CheckConversation conversation, CheckLog log)
    {
        try
        {
            var body = await BoundedBody.Read(context.Request.InputStream, CheckLimits.MostCallBytes, CancellationToken.None);
            var (status, answer) = ConnectorCall.Take(context.Request.HttpMethod, context.Request.RawUrl ?? "", body, conversation, log);
            var bytes = answer is null ? [] : Encoding.UTF8.GetBytes(answer.ToJsonString());
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception e) when (e is IOException or HttpListenerException or ObjectDisposedException)
        {
            // The bot went away in the middle of its call, or the check is over: there is nobody to answer to.
            context.Response.Abort();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
