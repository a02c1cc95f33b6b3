using Conversations.Silo.Storage.Sqlite;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public sealed class When_many_appends_wait : IAsyncDisposable
{
    private readonly SqliteFolder _folder = new();

    [Fact]
    public async Task they_share_one_commit()
    {
        var store = _folder.Open();
        var before = store.Commits;
        using var held = await HeldWriter.Hold(store);
        var appends = AppendMany(store, 500);
        await held.Release();
        await Task.WhenAll(appends);
        Assert.Equal(2, store.Commits - before);
    }

    [Fact]
    public async Task they_are_split_at_the_largest_batch()
    {
        var store = _folder.Open(change: options => options with { MaxBatch = 100 });
        var before = store.Commits;
        using var held = await HeldWriter.Hold(store);
        var appends = AppendMany(store, 500);
        await held.Release();
        await Task.WhenAll(appends);
        Assert.Equal(1 + 5, store.Commits - before);
    }

    [Theory, InlineData(4, long.MaxValue), InlineData(int.MaxValue, 1_600)]
    public async Task more_than_may_wait_are_refused_and_not_written(int maxWaiting, long maxBytes)
    {
        var store = _folder.Open(change: options => options with { MaxWaiting = maxWaiting, MaxWaitingBytes = maxBytes });
        using var held = await HeldWriter.Hold(store);
        var appends = AppendMany(store, 10);
        Assert.All(appends.Skip(5), append => Assert.IsType<JournalOverloadedException>(append.Exception?.InnerException));
        await held.Release();
        foreach (var (append, i) in appends.Select((append, i) => (append, i)))
        {
            var written = await Record.ExceptionAsync(() => append) is null;
            Assert.Equal(written, await new SqliteConversationJournal(store).Load(Key($"c{i}")) is not null);
        }
        await new SqliteConversationJournal(store).Append(Append("c9", 0, "again"));
    }

    [Fact]
    public async Task one_that_is_larger_than_the_bound_is_let_in_alone()
    {
        var store = _folder.Open(change: options => options with { MaxWaitingBytes = 10 });
        await new SqliteConversationJournal(store).Append(Append("a", 0, "longer than ten bytes"));
    }

    [Fact]
    public async Task closing_writes_them_first()
    {
        var store = _folder.Open();
        using var held = await HeldWriter.Hold(store);
        var appends = AppendMany(store, 50);
        var closed = store.DisposeAsync();
        await held.Release();
        await closed;
        await Task.WhenAll(appends);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => new SqliteConversationJournal(store).Append(Append("a", 0, "late")));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => new SqliteConversationJournal(store).Load(Key("a")));
        Assert.NotNull(await new SqliteConversationJournal(_folder.Open()).Load(Key("c49")));
    }

    [Fact]
    public async Task what_follows_runs_where_the_caller_awaits_and_never_on_the_writer()
    {
        var journal = new SqliteConversationJournal(_folder.Open());
        var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var (scheduler, thread) = await Task.Factory.StartNew(async () =>
        {
            await journal.Append(Append("a", 0, "one"));
            return (TaskScheduler.Current, Thread.CurrentThread.Name);
        }, CancellationToken.None, TaskCreationOptions.None, turns).Unwrap();
        Assert.Same(turns, scheduler);
        Assert.NotEqual("Journal writer", thread);
    }

    [Fact]
    public async Task a_write_that_fails_is_undone_alone()
    {
        var store = _folder.Open();
        using var held = await HeldWriter.Hold(store);
        var before = new SqliteConversationJournal(store).Append(Append("a", 0, "one"));
        var failing = store.Write<bool>(session =>
        {
            session.Execute("DELETE FROM appends");
            throw new InvalidOperationException("no");
        });
        var after = new SqliteConversationJournal(store).Append(Append("a", 1, "two"));
        await held.Release();
        await Task.WhenAll(before, after);
        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal("(none)@0 1-1[\"one\"] 2-2[\"two\"]", Line(await new SqliteConversationJournal(store).Load(Key("a"))));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static Task[] AppendMany(SqliteStore store, int count)
    {
        var journal = new SqliteConversationJournal(store);
        return [.. Enumerable.Range(0, count).Select(i => journal.Append(Append($"c{i}", 0, "opened")))];
    }
}
