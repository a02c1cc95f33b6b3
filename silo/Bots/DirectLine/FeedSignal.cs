using System.Threading.Channels;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>Wakes a reader that rests. Raised twice before it looks, it wakes it once.</summary>
internal sealed class FeedSignal(TimeProvider time)
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Waits until it is raised, at most so long.</summary>
    public async Task Wait(TimeSpan longest, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nothing happened meanwhile.
        }
    }
}
