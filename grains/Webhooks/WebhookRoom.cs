using System.Collections.Concurrent;

namespace Conversations.Webhooks;

/// <summary>
/// How many requests go to a webhook at once from this server. A webhook that answers slowly fills its own room and nobody else's.
/// </summary>
public sealed class WebhookRoom(TimeProvider time)
{
    /// <summary>Requests at once to one webhook.</summary>
    public const int Size = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _rooms = new(StringComparer.Ordinal);

    /// <summary>Waits a little for room; null when there is none. What is answered is disposed of when the request is done.</summary>
    internal async Task<IDisposable?> Enter(string webhook, CancellationToken cancellation)
    {
        var room = _rooms.GetOrAdd(webhook, static _ => new(Size));
        if (!room.Wait(0, CancellationToken.None))
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            try
            {
                await room.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
        return new Place(room);
    }

    private sealed class Place(SemaphoreSlim room) : IDisposable
    {
        public void Dispose() => room.Release();
    }
}
