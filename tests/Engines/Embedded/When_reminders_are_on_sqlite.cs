using Conversations.Silo.Engines.Embedded;
using Conversations.Tests.Journaling;

namespace Conversations.Tests.Engines.Embedded;

public sealed class When_reminders_are_on_sqlite : IAsyncDisposable
{
    private static readonly DateTime Nine = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
    private readonly SqliteFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task they_survive_the_process()
    {
        var store = _folder.Open();
        var etag = await new SqliteReminderTable(store).UpsertRow(Entry("wakeup", "3", "watch"));
        await store.DisposeAsync();
        var row = await new SqliteReminderTable(_folder.Open()).ReadRow(GrainId.Create("wakeup", "3"), "watch");
        Assert.Equal((GrainId.Create("wakeup", "3"), "watch", Nine, TimeSpan.FromMinutes(1), etag),
            (row!.GrainId, row.ReminderName, row.StartAt, row.Period, row.ETag));
        Assert.Equal(DateTimeKind.Utc, row.StartAt.Kind);
    }

    [Fact]
    public async Task they_are_found_by_grain_and_by_range()
    {
        var table = new SqliteReminderTable(_folder.Open());
        for (var i = 0; i < 20; i++)
        {
            await table.UpsertRow(Entry("wakeup", $"{i}", "watch"));
        }
        await table.UpsertRow(Entry("wakeup", "3", "other"));
        Assert.Equal(2, (await table.ReadRows(GrainId.Create("wakeup", "3"))).Reminders.Count);
        Assert.Equal(21, (await table.ReadRows(7, 7)).Reminders.Count);
        var half = GrainId.Create("wakeup", "5").GetUniformHashCode();
        var (low, high) = (await table.ReadRows(0, half), await table.ReadRows(half, 0));
        Assert.Equal(21, low.Reminders.Count + high.Reminders.Count);
        Assert.Contains(low.Reminders, row => row.GrainId == GrainId.Create("wakeup", "5"));
    }

    [Fact]
    public async Task one_is_written_over_and_removed_only_with_its_newest_etag()
    {
        var table = new SqliteReminderTable(_folder.Open());
        var first = await table.UpsertRow(Entry("wakeup", "3", "watch"));
        var second = await table.UpsertRow(Entry("wakeup", "3", "watch"));
        Assert.NotEqual(first, second);
        Assert.False(await table.RemoveRow(GrainId.Create("wakeup", "3"), "watch", first!));
        Assert.True(await table.RemoveRow(GrainId.Create("wakeup", "3"), "watch", second!));
        Assert.Null(await table.ReadRow(GrainId.Create("wakeup", "3"), "watch"));
    }

    private static ReminderEntry Entry(string type, string key, string name) => new()
    {
        GrainId = GrainId.Create(type, key),
        ReminderName = name,
        StartAt = Nine,
        Period = TimeSpan.FromMinutes(1),
    };
}
