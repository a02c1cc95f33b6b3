using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Conversations.Embedded;

/// <summary>Keeps the reminders of the table ticking. The table is read once, at the start: nobody else writes to it.</summary>
internal sealed class ReminderService(EmbeddedEngine engine, IReminderTable table)
{
    private readonly ConcurrentDictionary<(GrainId, string), ReminderClock> _clocks = new();
    private readonly Lock _gate = new();
    private Task? _started;
    private volatile bool _silent;

    public async Task StartAsync(CancellationToken cancellation)
    {
        await Ready(cancellation);
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders)
        {
            if (engine.RemindableReferenceTo(entry.GrainId) is null)
                EngineLog.ReminderWithoutGrain(engine.Log, entry.ReminderName, entry.GrainId);
            else
                Set(entry);
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        Silence();
        if (_started is not null)
            await table.StopAsync(cancellation);
    }

    public void Silence()
    {
        _silent = true;
        foreach (var clock in _clocks.Values)
            clock.Dispose();
    }

    public async Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan due, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(due, TimeSpan.Zero);
        var least = engine.Options.Reminders.MinimumReminderPeriod;
        if (period < least)
        {
            throw new ArgumentException($"Reminder '{name}' of {grain} has a period of {period}; the least is {least}. "
                + "Use a grain timer for shorter times, or lower ReminderOptions.MinimumReminderPeriod.", nameof(period));
        }
        await Ready(CancellationToken.None);
        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = engine.UtcNow + due, Period = period };
        entry.ETag = await table.UpsertRow(entry);
        if (entry.ETag is null)
            throw new ReminderException($"Reminder '{name}' of {grain} could not be written; register it again.");
        Set(entry);
        return new Reminder(grain, name, entry.ETag);
    }

    public async Task Unregister(IGrainReminder reminder)
    {
        if (reminder is not Reminder known)
            throw new ArgumentException("Pass what RegisterOrUpdateReminder or GetReminder returned.", nameof(reminder));
        await Ready(CancellationToken.None);
        if (!await table.RemoveRow(known.Grain, known.ReminderName, known.ETag))
        {
            throw new ReminderException($"Reminder '{known.ReminderName}' of {known.Grain} has been changed or removed "
                + "meanwhile; take it anew with GetReminder.");
        }
        if (_clocks.TryRemove((known.Grain, known.ReminderName), out var clock))
            clock.Dispose();
    }

    public async Task<IGrainReminder?> Get(GrainId grain, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        await Ready(CancellationToken.None);
        return await table.ReadRow(grain, name) is { } row ? new Reminder(grain, name, row.ETag!) : null;
    }

    public async Task<List<IGrainReminder>> GetAll(GrainId grain)
    {
        await Ready(CancellationToken.None);
        return [.. (await table.ReadRows(grain)).Reminders.Select(row => new Reminder(grain, row.ReminderName, row.ETag!))];
    }

    private void Set(ReminderEntry entry)
    {
        var clock = new ReminderClock(engine, entry);
        lock (_gate)
        {
            if (_clocks.TryGetValue((entry.GrainId, entry.ReminderName), out var before))
                before.Dispose();
            _clocks[(entry.GrainId, entry.ReminderName)] = clock;
        }
        if (!_silent)
            clock.Arm();
    }

    private Task Ready(CancellationToken cancellation)
    {
        lock (_gate)
            return _started ??= table.StartAsync(cancellation);
    }

    private sealed record Reminder(GrainId Grain, string ReminderName, string ETag) : IGrainReminder;
}
