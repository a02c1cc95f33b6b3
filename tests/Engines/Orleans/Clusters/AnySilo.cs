using System.Net.Sockets;

namespace Conversations.Tests.Clusters;

/// <summary>What a load balancer does: each request goes to the next silo that accepts the connection.</summary>
internal sealed class AnySilo(IReadOnlyList<Uri> silos) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _next;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var silo = silos[(Interlocked.Increment(ref _next) & int.MaxValue) % silos.Count];
            request.RequestUri = new Uri(silo, request.RequestUri!.PathAndQuery);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException e) when (tried < silos.Count && e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                // Nothing was sent: the next one gets it.
            }
        }
    }
}
