using Orleans.Runtime;

namespace Orleans;

/// <summary>A row of an <see cref="IReminderTable"/>.</summary>
[GenerateSerializer]
public sealed class ReminderEntry
{
    /// <summary>The grain that is reminded.</summary>
    [Id(0)] public GrainId GrainId { get; set; }

    /// <summary>Name of the reminder, unique in the grain.</summary>
    [Id(1)] public string ReminderName { get; set; } = null!;

    /// <summary>When it comes first (UTC).</summary>
    [Id(2)] public DateTime StartAt { get; set; }

    /// <summary>How often it comes after that.</summary>
    [Id(3)] public TimeSpan Period { get; set; }

    /// <summary>Changes with each write.</summary>
    [Id(4)] public string? ETag { get; set; }

    /// <inheritdoc />
    public override string ToString() => $"<GrainId={GrainId} ReminderName={ReminderName} Period={Period}>";
}

/// <summary>Rows of an <see cref="IReminderTable"/>.</summary>
[GenerateSerializer]
public sealed class ReminderTableData
{
    /// <summary>These rows.</summary>
    public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

    /// <summary>One row.</summary>
    public ReminderTableData(ReminderEntry entry) => Reminders = [entry];

    /// <summary>No row.</summary>
    public ReminderTableData() => Reminders = [];

    /// <summary>The rows.</summary>
    [Id(0)] public IList<ReminderEntry> Reminders { get; private set; }

    /// <inheritdoc />
    public override string ToString() => $"[{Reminders.Count} reminders]";
}
