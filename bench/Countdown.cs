namespace Conversations.Bench;

/// <summary>Ends when so many signals came, and keeps no thread waiting for them.</summary>
internal sealed class Countdown(int count)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    public Task End => _end.Task;

    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) is 0)
        {
            _end.SetResult();
        }
    }
}
