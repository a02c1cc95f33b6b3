using Conversations.Silo.Hosting;

namespace Conversations.Silo.Engines.Orleans;

/// <summary>Tells the rest of the process when a silo has left the cluster, and its activations with it.</summary>
internal sealed class MembershipWatch(IClusterMembershipService membership, ClusterChanges changes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<SiloAddress> known = [];
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            HashSet<SiloAddress> alive = [.. snapshot.Members.Values.Where(member => member.Status is SiloStatus.Active).Select(member => member.SiloAddress)];
            if (known.Except(alive).Any())
            {
                changes.SiloLeft();
            }
            known = alive;
        }
    }
}
