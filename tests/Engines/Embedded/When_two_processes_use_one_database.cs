using Conversations.Silo.Engines.Embedded;
using Conversations.Silo.Storage;
using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Journaling;
using Conversations.Tests.Servers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Tests.Engines.Embedded;

public sealed class When_two_processes_use_one_database : IAsyncLifetime
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1.2);

    // Ends neither by itself nor for want of being renewed, however slow the machine is.
    private static readonly TimeSpan Lasting = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly PostgresDatabases _databases = new();
    private string _database = null!;

    public async ValueTask InitializeAsync() => _database = await (await PostgresServer.Shared).MakeDatabase();

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    public async Task the_second_is_refused_with_a_sentence_that_names_the_first()
    {
        var (first, host) = await Process(Lasting);
        await first.StartingAsync(default);
        var (second, _) = await Process();
        var fault = await Assert.ThrowsAsync<JournalCannotOpenException>(() => second.StartingAsync(default));
        Assert.Contains($"another server of the embedded engine (process {Environment.ProcessId} on {Environment.MachineName})", fault.Message, StringComparison.Ordinal);
        Assert.False(host.IsStopping);
        await first.StoppedAsync(default);
    }

    [Fact]
    public async Task the_second_starts_at_once_when_the_first_has_stopped()
    {
        var (first, _) = await Process(Lasting);
        await first.StartingAsync(default);
        await first.StoppedAsync(default);
        var (second, _) = await Process();
        // Were the lease of the first still there, the second would be refused after its own length and half of it.
        await second.StartingAsync(default);
        await second.StoppedAsync(default);
    }

    [Fact]
    public async Task the_second_takes_over_when_the_first_was_killed_and_the_first_stops_should_it_wake_up()
    {
        var (killed, _) = await Process(Lasting);
        await killed.StartingAsync(default);
        // As one that stands still: its lease ends before it is renewed.
        await PostgresServer.Execute(_database, "UPDATE conversations.leases SET ends_at = clock_timestamp() + interval '0.3 s'");
        var (second, host) = await Process(Length * 10);
        await second.StartingAsync(default);
        await PostgresServer.Execute(_database, "UPDATE conversations.leases SET holder = 'process 7 on elsewhere, x', ends_at = clock_timestamp() + interval '1 h'");
        await host.Stopping.WaitAsync(Patience);
        await killed.StoppedAsync(default);
        await second.StoppedAsync(default);
    }

    [Fact]
    public async Task the_first_goes_on_renewing_its_lease()
    {
        var (first, host) = await Process();
        await first.StartingAsync(default);
        var ends = await Ends();
        using var patience = new CancellationTokenSource(Patience);
        for (var renewals = 0; renewals < 3;)
        {
            await Task.Delay(Length / 12, patience.Token);
            if (await Ends() is var now && now > ends) (ends, renewals) = (now, renewals + 1);
        }
        Assert.False(host.IsStopping);
        await first.StoppedAsync(default);
    }

    private async Task<DateTime> Ends()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_database);
        await using var ends = source.CreateCommand("SELECT ends_at FROM conversations.leases");
        return (DateTime)(await ends.ExecuteScalarAsync())!;
    }

    private async Task<(ProcessLease Lease, Host Host)> Process(TimeSpan? length = null)
    {
        var host = new Host();
        return (new(await _databases.OpenAt(_database), host, NullLogger<ProcessLease>.Instance) { Length = length ?? Length }, host);
    }

    private sealed class Host : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource _stopping = new();

        public Task Stopping => _stopping.Task;
        public bool IsStopping => _stopping.Task.IsCompleted;
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stopping.TrySetResult();
    }
}
