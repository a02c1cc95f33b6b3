namespace Conversations.Silo.Hosting;

/// <summary>
/// Tells when a silo has left the cluster: whoever was connected to grains there connects again, before its next renewal would.
/// With one process nobody ever leaves.
/// </summary>
internal sealed class ClusterChanges
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a silo leaves the next time.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void SiloLeft() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
