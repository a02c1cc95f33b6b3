using Conversations.Client.Grains;
using Microsoft.Extensions.Hosting;

namespace Conversations.Client.Cluster;

/// <summary>Tells the rest of the program when a silo has left the cluster. A client learns it from its gateway, which it asks now and then.</summary>
internal sealed class MembershipWatch(IClusterManifestProvider manifest, ClusterChanges changes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<SiloAddress> known = [];
        await foreach (var update in manifest.Updates.WithCancellation(stoppingToken))
        {
            HashSet<SiloAddress> alive = [.. update.Silos.Keys];
            if (known.Except(alive).Any())
            {
                changes.SiloLeft();
            }
            known = alive;
        }
    }
}
