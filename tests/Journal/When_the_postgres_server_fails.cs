using Conversations.Journal;
using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Logging;
using Conversations.Tests.Servers;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

/// <summary>A server of one class, since it is stopped and started.</summary>
public sealed class OwnPostgresServer : IAsyncLifetime
{
    internal PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartOrSkip();

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class When_the_postgres_server_fails(OwnPostgresServer own, ITestOutputHelper output) : IClassFixture<OwnPostgresServer>, IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private string _database = null!;

    public async ValueTask InitializeAsync() => _database = await own.Server.MakeDatabase();

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    public async Task an_append_whose_acknowledgement_is_lost_is_acknowledged_by_reading_it_back()
    {
        await using var port = new LossyPort(own.Server.Port);
        var journal = await Open(port);
        await journal.Append(Append("a", 0, "one"));
        port.Lose(Loss.Answer);
        await Task.WhenAll(journal.Append(Append("a", 1, "two")), journal.Append(Append("b", 0, "one")));
        Assert.Equal(1, port.Losses);
        Assert.Equal("1-1[\"one\"] 2-2[\"two\"]", Line(await journal.Read(Key("a"), 0, 10)));
        Assert.Equal("1-1[\"one\"]", Line(await journal.Read(Key("b"), 0, 10)));
        await journal.Append(Append("a", 2, "three"));
    }

    [Fact]
    public async Task an_append_that_never_arrived_is_sent_again()
    {
        await using var port = new LossyPort(own.Server.Port);
        var journal = await Open(port);
        await journal.Append(Append("a", 0, "one"));
        port.Lose(Loss.Request);
        await Task.WhenAll(journal.Append(Append("a", 1, "two")), journal.Append(Append("b", 0, "one")));
        Assert.Equal(1, port.Losses);
        Assert.Equal("1-1[\"one\"] 2-2[\"two\"]", Line(await journal.Read(Key("a"), 0, 10)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task another_silos_append_is_not_taken_for_the_lost_one(bool arrived)
    {
        await using var port = new LossyPort(own.Server.Port);
        var journal = await Open(port);
        var other = new PostgresConversationJournal(await _databases.OpenAt(_database));
        await journal.Append(Append("a", 0, "one"));
        if (!arrived)
        {
            await other.Append(Append("a", 1, "theirs"));
        }
        port.Lose(arrived ? Loss.Answer : Loss.Request);
        var mine = journal.Append(Append("a", 1, "mine"));
        if (arrived)
        {
            await mine;
            await Assert.ThrowsAsync<VersionConflictException>(() => other.Append(Append("a", 1, "theirs")));
        }
        else
        {
            await Assert.ThrowsAsync<VersionConflictException>(() => mine);
        }
        Assert.Equal($"1-1[\"one\"] 2-2[\"{(arrived ? "mine" : "theirs")}\"]", Line(await journal.Read(Key("a"), 0, 10)));
    }

    [Fact]
    public async Task a_write_that_still_runs_when_it_is_read_back_is_not_doubled()
    {
        await using var port = new LossyPort(own.Server.Port);
        var journal = await Open(port, options => options with { Patience = TimeSpan.FromSeconds(20) });
        await journal.Append(Append("a", 0, "one"));
        await using var holder = new Npgsql.NpgsqlConnection(_database);
        await holder.OpenAsync();
        await using var locking = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE conversations.appends IN SHARE MODE", holder);
        await locking.ExecuteNonQueryAsync();
        var two = journal.Append(Append("a", 1, "two"));
        await PostgresServer.UntilALockIsAwaited(holder);
        // The first try waits inside the server while its connection breaks, then goes on; the next one comes beside it.
        port.BreakAll();
        await using var letGo = new Npgsql.NpgsqlCommand("SELECT pg_sleep(0.1); COMMIT", holder);
        await letGo.ExecuteNonQueryAsync();
        await two;
        Assert.Equal("1-1[\"one\"] 2-2[\"two\"]", Line(await journal.Read(Key("a"), 0, 10)));
    }

    [Fact]
    public async Task a_server_that_stays_away_is_told_in_time_and_when_it_is_back_it_goes_on()
    {
        var journal = new PostgresConversationJournal(await _databases.OpenAt(
            _database + ";Password=s3cr3t", options => options with { Patience = TimeSpan.FromSeconds(1), MaxWaiting = 5 }));
        await journal.Append(Append("a", 0, "one"));
        await own.Server.Stop("immediate");
        try
        {
            var appends = Enumerable.Range(0, 8).Select(i => journal.Append(Append("a", 1 + i, "away"))).ToList();
            Assert.All(appends.Skip(5), append => Assert.IsType<JournalOverloadedException>(append.Exception?.InnerException));
            foreach (var append in appends.Take(5))
            {
                var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => append);
                Assert.Contains("did not write within 1 s", fault.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("s3cr3t", fault.ToString(), StringComparison.Ordinal);
            }
            var unread = await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.Load(Key("a")));
            Assert.Contains("can't be asked", unread.Message, StringComparison.Ordinal);
        }
        finally
        {
            await own.Server.StartAgain();
        }
        var there = (await journal.Read(Key("a"), 0, 100))[^1].LastVersion;
        Assert.InRange(there, 1, 2);
        await journal.Append(Append("a", there, "back"));
    }

    [Fact]
    public async Task a_store_that_starts_before_its_server_waits_for_it()
    {
        await own.Server.Stop();
        var log = new LogLines<PostgresStore>();
        var waits = log.Next(line => line.Contains("can't be used yet", StringComparison.Ordinal));
        var opening = Task.Run(() => _databases.OpenAt(_database, logger: log));
        await Task.WhenAny(waits, opening).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(opening.IsCompleted);
        await own.Server.StartAgain();
        await new PostgresConversationJournal(await opening).Append(Append("a", 0, "one"));
    }

    [Fact]
    public async Task nothing_is_lost_or_doubled_while_it_is_restarted_and_cut_off_at_random()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var journal = new PostgresConversationJournal(await _databases.OpenAt(_database));
        var random = new Random(seed);
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 60).Select(i => new SteadyWriter(journal, Key($"c{i}"))).ToList();
        var writing = Task.WhenAll(writers.Select(writer => Task.Run(() => writer.Write(enough.Token))));
        for (var i = 0; i < 20; i++)
        {
            await Task.Delay(random.Next(20, 200));
            switch (random.Next(10))
            {
                case 0:
                    await own.Server.Restart("immediate");
                    break;
                case 1:
                    await own.Server.Restart();
                    break;
                case 2:
                    await own.Server.Stop("immediate");
                    await Task.Delay(random.Next(1_000));
                    await own.Server.StartAgain();
                    break;
                default:
                    await own.Server.CutConnections();
                    break;
            }
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!writing.IsCompleted && writers.Exists(writer => writer.Acknowledged == 0)) await Task.Delay(20, patience.Token);
        await enough.CancelAsync();
        await writing;
        output.WriteLine($"{writers.Sum(w => w.Acknowledged)} acknowledged, {writers.Sum(w => w.Unknown)} unknown");
        foreach (var writer in writers)
        {
            Assert.True(await writer.Fault() is null, $"seed {seed}: {await writer.Fault()}");
        }
    }

    private async Task<PostgresConversationJournal> Open(LossyPort port, Func<PostgresStoreOptions, PostgresStoreOptions>? change = null) => new(await _databases.OpenAt(
        _database.Replace($"Port={own.Server.Port}", $"Port={port.Port}", StringComparison.Ordinal), change));
}
