using Microsoft.Extensions.Hosting;

namespace Conversations.Tests.Servers;

/// <summary>Of a server that is only its parts: it stops when the test says so.</summary>
internal sealed class ServerLifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => CancellationToken.None;
    public CancellationToken ApplicationStopping => _stopping.Token;
    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
