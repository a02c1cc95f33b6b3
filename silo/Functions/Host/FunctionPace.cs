using System.Diagnostics;
using Conversations.Functions;

namespace Conversations.Silo.Functions.Host;

/// <summary>
/// Which functions have shown that they are quick. The others run apart, so that an endless loop holds up nobody who is known to be
/// quick.
/// </summary>
internal sealed class FunctionPace
{
    /// <summary>Who computes longer is not quick.</summary>
    public static readonly TimeSpan QuickTime = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan _slowFor = TimeSpan.FromMinutes(1);
    private const int MostKnown = 100_000;
    private readonly Dictionary<(string Account, string CodeHash), long> _slowUntil = [];

    public Pace Of(FunctionCall call)
    {
        lock (_slowUntil)
        {
            return !_slowUntil.TryGetValue((call.Account, call.CodeHash), out var until) ? Pace.Unknown
                : until > Stopwatch.GetTimestamp() ? Pace.Slow
                : Pace.Quick;
        }
    }

    /// <summary>After a run that came to its end by itself or was stopped for computing too long.</summary>
    public void Learn(FunctionCall call, TimeSpan computed)
    {
        if (computed > QuickTime)
        {
            IsSlow(call);
            return;
        }
        lock (_slowUntil)
        {
            if (_slowUntil.Count >= MostKnown)
            {
                _slowUntil.Clear();
            }
            _slowUntil.TryAdd((call.Account, call.CodeHash), 0);
        }
    }

    /// <summary>It ran in a process that hung or crashed.</summary>
    public void IsSlow(FunctionCall call)
    {
        lock (_slowUntil)
        {
            _slowUntil[(call.Account, call.CodeHash)] = Stopwatch.GetTimestamp() + (long)(_slowFor.TotalSeconds * Stopwatch.Frequency);
        }
    }
}

/// <summary>What is known of a function.</summary>
internal enum Pace
{
    /// <summary>Nothing yet.</summary>
    Unknown,
    Quick,
    /// <summary>It computed long within the last minute, or its process did not survive it.</summary>
    Slow,
}
