namespace Conversations.Silo.Storage;

/// <summary>
/// Something that waits to be written, and the task of whoever waits for it. One allocation for both, and what follows the await
/// never runs on the writer's thread.
/// </summary>
internal abstract class WriteRequest() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What it counts against the bytes that may wait.</summary>
    public virtual int Bytes => 256;

    /// <summary>Why this request alone was not written; set within the batch, told after its commit.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Tells the waiting caller, after the commit.</summary>
    public void Acknowledge()
    {
        if (Refusal is null)
        {
            TrySetResult();
        }
        else
        {
            TrySetException(Refusal);
        }
    }
}
