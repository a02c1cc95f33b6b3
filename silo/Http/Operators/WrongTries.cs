using System.Net;

namespace Conversations.Silo.Http.Operators;

/// <summary>
/// Counts wrong keys by the address they come from. After <see cref="Most"/> in a minute an address has to wait for that minute to end,
/// with the right key, too: or guessing would go on.
/// </summary>
internal sealed class WrongTries(TimeProvider time)
{
    public const int Most = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Addresses that are remembered; beyond them all new ones share a count, so that many addresses are no way round.</summary>
    private const int MostAddresses = 1_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (int Count, DateTimeOffset Until)> _tries = [];

    /// <summary>How long this address has to wait; null when it may try.</summary>
    public TimeSpan? Wait(IPAddress? from)
    {
        lock (_gate)
        {
            return _tries.TryGetValue(Counted(from), out var tries) && tries.Count >= Most && tries.Until - time.GetUtcNow() is { Ticks: > 0 } left ? left : null;
        }
    }

    public void Add(IPAddress? from)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_tries.Count >= MostAddresses)
            {
                Forget(now);
            }
            var address = Counted(from);
            _tries[address] = _tries.TryGetValue(address, out var tries) && tries.Until > now ? (tries.Count + 1, tries.Until) : (1, now + Window);
        }
    }

    private IPAddress Counted(IPAddress? from) =>
        from is not null && (_tries.Count < MostAddresses || _tries.ContainsKey(from)) ? from : IPAddress.None;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, _) in _tries.Where(t => t.Value.Until <= now).ToList())
        {
            _tries.Remove(address);
        }
    }
}
