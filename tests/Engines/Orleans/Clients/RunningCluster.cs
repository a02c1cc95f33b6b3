using Conversations.Tests.Clusters;

namespace Conversations.Tests.Clients;

/// <summary>Two silos for the tests of a class. They start with the first test that wants them, so that it can be skipped.</summary>
public sealed class RunningCluster : IAsyncDisposable
{
    private Task<Cluster>? _cluster;

    internal Task<Cluster> Start() => _cluster ??= Cluster.Start(2);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is { IsCompletedSuccessfully: true })
        {
            await (await _cluster).DisposeAsync();
        }
    }
}
