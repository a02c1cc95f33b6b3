using Conversations.Journal;
using Conversations.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public sealed class When_the_file_fails : IAsyncDisposable
{
    private readonly SqliteFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly SqliteConversationJournal _journal;

    public When_the_file_fails()
    {
        _store = _folder.Open();
        _journal = new(_store);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task a_full_disk_fails_appends_until_there_is_space_again()
    {
        await _journal.Append(Append("a", 0, "one"));
        await _store.Write(session => session.Ask("PRAGMA max_page_count = 1"));
        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => _journal.Append(Append("a", 1, new string('x', 100_000))));
        Assert.Contains("no space left", fault.Message, StringComparison.Ordinal);
        Assert.Equal("(none)@0 1-1[\"one\"]", Line(await _journal.Load(Key("a"))));

        await _store.Write(session => session.Ask("PRAGMA max_page_count = 1000000"));
        await _journal.Append(Append("a", 1, "two"));
        Assert.Equal("(none)@0 1-1[\"one\"] 2-2[\"two\"]", Line(await _journal.Load(Key("a"))));
    }

    [Fact]
    public async Task another_program_that_holds_a_lock_is_named_and_writing_goes_on_after_it()
    {
        await _journal.Append(Append("a", 0, "one"));
        await using (var other = await OtherProgram("BEGIN IMMEDIATE"))
        {
            var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => _journal.Append(Append("a", 1, "two")));
            Assert.Contains("locked by another program", fault.Message, StringComparison.Ordinal);
            Assert.NotNull(await _journal.Load(Key("a")));
        }
        await _journal.Append(Append("a", 1, "two"));
    }

    [Fact]
    public async Task what_another_program_wrote_is_noticed()
    {
        await _journal.Append(Append("a", 0, "one"));
        await (await OtherProgram("UPDATE heads SET version = 7")).DisposeAsync();
        var fault = await Assert.ThrowsAsync<VersionConflictException>(() => _journal.Append(Append("a", 1, "two")));
        Assert.Contains("version 7", fault.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(raw.SQLITE_IOERR), InlineData(raw.SQLITE_CORRUPT), InlineData(raw.SQLITE_READONLY), InlineData(raw.SQLITE_NOMEM)]
    public async Task a_failed_batch_leaves_nothing_and_the_next_one_is_written(int code)
    {
        await _journal.Append(Append("a", 0, "one"));
        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => _store.Write<bool>(session =>
        {
            session.Execute("DELETE FROM appends");
            throw new SqliteFailure(code, "a test");
        }));
        Assert.Contains(_folder.File(), fault.Message, StringComparison.Ordinal);
        await _journal.Append(Append("a", 1, "two"));
        Assert.Equal("(none)@0 1-1[\"one\"] 2-2[\"two\"]", Line(await _journal.Load(Key("a"))));
    }

    [Fact]
    public async Task a_commit_that_fails_is_taken_back_for_all_that_shared_it()
    {
        await _journal.Append(Append("a", 0, "one"));
        // A deferred constraint fails only at COMMIT.
        await _store.Write(session =>
        {
            session.Execute("CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (id REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
            return true;
        });
        using var held = await HeldWriter.Hold(_store);
        var append = _journal.Append(Append("a", 1, "lost"));
        var conflicting = _journal.Append(Append("a", 1, "judged by what was lost"));
        var breaking = _store.Write(session =>
        {
            session.Execute("INSERT INTO child VALUES (1)");
            return true;
        });
        await held.Release();
        foreach (var told in new[] { append, conflicting, breaking })
        {
            await Assert.ThrowsAsync<JournalUnavailableException>(() => told);
        }
        Assert.Equal("(none)@0 1-1[\"one\"]", Line(await _journal.Load(Key("a"))));
        await _journal.Append(Append("a", 1, "two"));
    }

    [Fact]
    public async Task a_damaged_row_is_told_and_others_stay_readable()
    {
        await _journal.Append(Append("a", 0, "one"));
        await _journal.Append(Append("b", 0, "one"));
        await (await OtherProgram("DELETE FROM appends WHERE id = 1")).DisposeAsync();
        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => _journal.Load(Key("a")));
        Assert.Contains("append 1 is missing", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(await _journal.Load(Key("b")));
    }

    private async Task<SqliteConnection> OtherProgram(string sql)
    {
        var connection = new SqliteConnection($"Data Source={_folder.File()};Pooling=False");
        await connection.OpenAsync();
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
        return connection;
    }
}
