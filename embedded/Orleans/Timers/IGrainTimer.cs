using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of an activation. Dispose it to end it; it also ends with the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets it anew: next tick after <paramref name="dueTime"/>, then every <paramref name="period"/>. Inside of a
    /// tick it takes effect when that tick is over. <see cref="Timeout.InfiniteTimeSpan"/> means never.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a grain timer behaves.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>First tick and period given.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time until the first tick. Zero: at once; <see cref="Timeout.InfiniteTimeSpan"/>: not until Change.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of a tick to the next. <see cref="Timeout.InfiniteTimeSpan"/>: one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Ticks may start while calls of the activation await, and the other way round. Default false.</summary>
    public bool Interleave { get; init; }

    /// <summary>Ticks keep the activation from being collected as idle. Default false.</summary>
    public bool KeepAlive { get; init; }
}
