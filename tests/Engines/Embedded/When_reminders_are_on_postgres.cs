using Conversations.Silo.Engines.Embedded;
using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Journaling;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Engines.Embedded;

public sealed class When_reminders_are_on_postgres : ReminderTableContract, IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private LossyPort _port = null!;
    private string _database = null!;
    private PostgresStore _store = null!;

    private protected override IReminderTable Table => new PostgresReminderTable(_store);

    public async ValueTask InitializeAsync()
    {
        var server = await PostgresServer.Shared;
        _port = new(server.Port);
        _database = (await server.MakeDatabase()).Replace($"Port={server.Port}", $"Port={_port.Port}", StringComparison.Ordinal);
        _store = await _databases.OpenAt(_database);
    }

    [Fact]
    public async Task one_whose_removal_was_not_acknowledged_is_removed()
    {
        var etag = await Table.UpsertRow(new() { GrainId = GrainId.Create("wakeup", "3"), ReminderName = "watch", StartAt = DateTime.UtcNow, Period = TimeSpan.FromMinutes(1) });
        _port.Lose(Loss.Answer);
        Assert.True(await Table.RemoveRow(GrainId.Create("wakeup", "3"), "watch", etag!));
        Assert.Equal(1, _port.Losses);
    }

    private protected override async Task<IReminderTable> Reopened()
    {
        await _store.DisposeAsync();
        return new PostgresReminderTable(await _databases.OpenAt(_database));
    }

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        await _port.DisposeAsync();
    }
}
