namespace Conversations.Tests.Engines.Embedded;

/// <summary>What every table of reminders must do. A table's tests derive from it.</summary>
public abstract class ReminderTableContract
{
    private static readonly DateTime Nine = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    private protected abstract IReminderTable Table { get; }

    /// <summary>The same table, as the next process finds it.</summary>
    private protected abstract Task<IReminderTable> Reopened();

    [Fact]
    public async Task they_survive_the_process()
    {
        var etag = await Table.UpsertRow(Entry("wakeup", "3", "watch"));
        var row = await (await Reopened()).ReadRow(GrainId.Create("wakeup", "3"), "watch");
        Assert.Equal((GrainId.Create("wakeup", "3"), "watch", Nine, TimeSpan.FromMinutes(1), etag),
            (row!.GrainId, row.ReminderName, row.StartAt, row.Period, row.ETag));
        Assert.Equal(DateTimeKind.Utc, row.StartAt.Kind);
    }

    [Fact]
    public async Task they_are_found_by_grain_and_by_range()
    {
        for (var i = 0; i < 20; i++)
        {
            await Table.UpsertRow(Entry("wakeup", $"{i}", "watch"));
        }
        await Table.UpsertRow(Entry("wakeup", "3", "other"));
        Assert.Equal(2, (await Table.ReadRows(GrainId.Create("wakeup", "3"))).Reminders.Count);
        Assert.Equal(21, (await Table.ReadRows(7, 7)).Reminders.Count);
        var half = GrainId.Create("wakeup", "5").GetUniformHashCode();
        var (low, high) = (await Table.ReadRows(0, half), await Table.ReadRows(half, 0));
        Assert.Equal(21, low.Reminders.Count + high.Reminders.Count);
        Assert.Contains(low.Reminders, row => row.GrainId == GrainId.Create("wakeup", "5"));
    }

    [Fact]
    public async Task one_is_written_over_and_removed_only_with_its_newest_etag()
    {
        var first = await Table.UpsertRow(Entry("wakeup", "3", "watch"));
        var second = await Table.UpsertRow(Entry("wakeup", "3", "watch"));
        Assert.NotEqual(first, second);
        Assert.False(await Table.RemoveRow(GrainId.Create("wakeup", "3"), "watch", first!));
        Assert.True(await Table.RemoveRow(GrainId.Create("wakeup", "3"), "watch", second!));
        Assert.Null(await Table.ReadRow(GrainId.Create("wakeup", "3"), "watch"));
    }

    private static ReminderEntry Entry(string type, string key, string name) => new()
    {
        GrainId = GrainId.Create(type, key),
        ReminderName = name,
        StartAt = Nine,
        Period = TimeSpan.FromMinutes(1),
    };
}
