using Orleans.Runtime;

namespace Orleans;

/// <summary>Where reminders are kept. The host registers one; without it they live in memory and end with the process.</summary>
public interface IReminderTable
{
    /// <summary>Called once before the first use.</summary>
    Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>All reminders of one grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>All reminders whose grain has a uniform hash above <paramref name="begin"/> and up to <paramref name="end"/>;
    /// when <paramref name="begin"/> is not below <paramref name="end"/> the range goes round the ring, so equal bounds mean all.
    /// The embedded engine asks for all, at its start.</summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>One reminder, or null.</summary>
    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Writes a reminder over the one of the same grain and name.</summary>
    /// <returns>The new ETag.</returns>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes a reminder; false when there is none with that ETag.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Removes everything; for tests.</summary>
    Task TestOnlyClearTable();

    /// <summary>Called once after the last use.</summary>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
