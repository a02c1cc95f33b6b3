using Conversations.Silo.Storage.Postgres;
using Conversations.Silo.Uploads;
using Conversations.Tests.Journaling;
using Npgsql;

namespace Conversations.Tests.Uploads;

public sealed class The_uploads_on_postgres : UploadStoreContract, IAsyncLifetime
{
    private static readonly UploadDescription About = new("a", "b/c");
    private readonly PostgresDatabases _databases = new();
    private PostgresStore _database = null!;
    private PostgresUploadStore _store = null!;

    private protected override IUploadStore Store => _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await _databases.Open();
        _store = new(_database, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    public async Task another_server_finds_it()
    {
        var upload = await _store.Receive(new MemoryStream([7]), About, Cancellation);
        await _store.Keep([upload]);
        Assert.NotNull(await new PostgresUploadStore(_database, TimeProvider.System).Open(upload.Id, Cancellation));
    }

    [Fact]
    public async Task what_a_crash_left_half_received_is_gone_after_a_day()
    {
        var (old, young, kept) = (await Received(), await Received(), await Received());
        await _store.Keep([kept]);
        await Age([old, kept], TimeSpan.FromHours(25));
        await Age([young], TimeSpan.FromHours(23));
        await _store.Sweep(Cancellation);
        Assert.Equal(2, await Count());
        Assert.NotNull(await _store.Open(kept.Id, Cancellation));
        await _store.Keep([young]);
        Assert.NotNull(await _store.Open(young.Id, Cancellation));
    }

    private protected override Task<int> Count() => Run("SELECT count(*)::int + (SELECT count(*)::int FROM schema.upload_chunks c WHERE c.upload NOT IN (SELECT id FROM schema.uploads)) FROM schema.uploads");

    private Task<IncomingUpload> Received() => _store.Receive(new MemoryStream(new byte[10]), About, Cancellation);

    private async Task Age(IncomingUpload[] uploads, TimeSpan age)
    {
        foreach (var upload in uploads)
        {
            await Run($"WITH aged AS (UPDATE schema.uploads SET received_at = now() - interval '{age.TotalHours} hours' WHERE id = '{upload.Id}' RETURNING 1) SELECT count(*)::int FROM aged");
        }
    }

    private Task<int> Run(string sql) => _database.Run(async (connection, ct) =>
    {
        await using var command = new NpgsqlCommand(sql.Replace("schema.", $"{_database.Schema}.", StringComparison.Ordinal), connection);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    });
}
