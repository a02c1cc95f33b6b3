using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

/// <summary>How sockets behave below the protocol.</summary>
internal sealed class SocketSettings(IOptions<DirectLineOptions> directLine)
{
    public WebSocketOptions Options
    {
        get
        {
            // Pings find clients that vanished without a word; the empty frames of Direct Line are never answered.
            var options = new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(60) };
            foreach (var origin in directLine.Value.AllowedOrigins)
            {
                options.AllowedOrigins.Add(origin);
            }
            return options;
        }
    }
}
