namespace Orleans.Runtime;

/// <summary>A registered reminder.</summary>
public interface IGrainReminder
{
    /// <summary>Its name, unique in the grain.</summary>
    string ReminderName { get; }
}

/// <summary>What a reminder tick says about itself.</summary>
[GenerateSerializer, Immutable]
public readonly struct TickStatus
{
    /// <summary>All values given.</summary>
    public TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        FirstTickTime = firstTickTime;
        Period = period;
        CurrentTickTime = timeStamp;
    }

    /// <summary>When the first tick was due (UTC).</summary>
    [Id(0)] public DateTime FirstTickTime { get; }

    /// <summary>Time between ticks.</summary>
    [Id(1)] public TimeSpan Period { get; }

    /// <summary>When this tick was made (UTC). Ticks missed while no process ran are not made up for.</summary>
    [Id(2)] public DateTime CurrentTickTime { get; }

    /// <inheritdoc />
    public override string ToString() => $"<{FirstTickTime}, {Period}, {CurrentTickTime}>";
}

/// <summary>A reminder could not be registered or ended.</summary>
public sealed class ReminderException : OrleansException
{
    /// <summary>With a sentence.</summary>
    public ReminderException(string message) : base(message)
    {
    }
}
