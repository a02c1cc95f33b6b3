namespace Conversations.Client.Grains;

/// <summary>
/// Tells when a silo has left the cluster or a connection to it broke: what was asked there may never be answered, and what
/// happens there may never be told. In the process that runs the grains nothing of that can be.
/// </summary>
internal sealed class ClusterChanges
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes with the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>The others have taken a silo for dead, or it has stopped.</summary>
    public void SiloLeft() => Tell();

    /// <summary>The connection to a gateway broke.</summary>
    public void GatewayLost() => Tell();

    private void Tell() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
