namespace Conversations.Functions;

/// <summary>Lets so many in at once and so many wait; whoever comes beyond that is sent away.</summary>
internal sealed class AccountGate(int concurrency, int queue) : IDisposable
{
    private readonly SemaphoreSlim _free = new(concurrency, concurrency);
    private int _waiting;

    /// <summary>False: it is full.</summary>
    public async ValueTask<bool> Enter(CancellationToken cancellation)
    {
        if (_free.Wait(0, CancellationToken.None)) return true;
        if (Interlocked.Increment(ref _waiting) > queue)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }
        try
        {
            await _free.WaitAsync(cancellation);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}
