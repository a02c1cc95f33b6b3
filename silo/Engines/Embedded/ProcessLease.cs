using System.Diagnostics;
using Conversations.Silo.Storage;
using Conversations.Silo.Storage.Postgres;
using Npgsql;

namespace Conversations.Silo.Engines.Embedded;

/// <summary>
/// Keeps a second process of this engine off the same PostgreSQL database. Two would harm no conversation, since one append at a
/// version wins; but clients of one would not see what the other does. A row with an end, because a lock of the session does not
/// last behind a pooler: a process that was killed keeps the next one waiting until its lease has ended.
/// </summary>
internal sealed partial class ProcessLease(PostgresStore store, IHostApplicationLifetime host, ILogger<ProcessLease> logger) : IHostedLifecycleService, IDisposable
{
    private const string Name = "embedded engine";
    private readonly string _holder = $"process {Environment.ProcessId} on {Environment.MachineName}, {Guid.NewGuid():N}";
    private readonly CancellationTokenSource _end = new();
    private Task _renewing = Task.CompletedTask;

    /// <summary>How long it lasts without being renewed, which happens three times as often. Default 6 s.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(6);

    /// <exception cref="JournalCannotOpenException">Another process has it and goes on renewing it.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var waits = false; await Holder(cancellationToken) is { } holder; waits = true)
        {
            if (clock.Elapsed > Length + Length / 2)
            {
                throw new JournalCannotOpenException(
                    $"{store.Name} is in use by another server of the embedded engine ({holder.Split(',')[0]}); stop that one, or name another database.");
            }
            if (!waits)
            {
                LogWaits(logger, store.Name, holder.Split(',')[0], Length.TotalSeconds);
            }
            await Task.Delay(Length / 12, cancellationToken);
        }
        _renewing = Renew(_end.Token);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once nothing runs any more, the next process need not wait.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await _renewing;
        try
        {
            await Ask($"DELETE FROM {store.Schema}.leases WHERE name = $1 AND holder = $2 RETURNING holder", [Name, _holder], cancellationToken);
        }
        catch (JournalUnavailableException)
        {
            // It ends by itself.
        }
    }

    public void Dispose() => _end.Dispose();

    private async Task Renew(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Length / 3);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                try
                {
                    if (await Holder(cancellation) is { } other)
                    {
                        LogLost(logger, store.Name, other.Split(',')[0]);
                        host.StopApplication();
                        return;
                    }
                }
                catch (JournalUnavailableException)
                {
                    // As long as the database is away, nobody else can take the lease either.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    /// <summary>Takes the lease, or renews it; null when it is this process', otherwise whose it is.</summary>
    private async Task<string?> Holder(CancellationToken cancellation)
    {
        var holder = await Ask(
            $"""
            WITH taken AS (
                INSERT INTO {store.Schema}.leases AS l (name, holder, ends_at) VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, ends_at = excluded.ends_at
                WHERE l.holder = excluded.holder OR l.ends_at < clock_timestamp() RETURNING l.holder)
            SELECT holder FROM taken
            UNION ALL SELECT holder FROM {store.Schema}.leases WHERE name = $1 AND NOT EXISTS (SELECT FROM taken)
            """,
            [Name, _holder, Length.TotalSeconds], cancellation);
        return holder == _holder ? null : holder ?? "one that has just ended";
    }

    private Task<string?> Ask(string sql, object[] values, CancellationToken cancellation) => store.Run(async (connection, ct) =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }
        return (string?)await command.ExecuteScalarAsync(ct);
    }, cancellation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} was used by {Holder} a moment ago; waiting for up to {Seconds} s until its lease has ended")]
    private static partial void LogWaits(ILogger logger, string database, string holder, double seconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Database} was taken over by {Holder} while this process did not answer; stopping")]
    private static partial void LogLost(ILogger logger, string database, string holder);
}
