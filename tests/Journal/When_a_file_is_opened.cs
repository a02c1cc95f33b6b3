using Conversations.Silo.Storage;
using Conversations.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public sealed class When_a_file_is_opened : IAsyncDisposable
{
    private readonly SqliteFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public void missing_folders_are_made()
    {
        _folder.Open("data/of/demo.db");
        Assert.True(File.Exists(_folder.File("data/of/demo.db")));
    }

    [Fact]
    public void something_that_is_no_database_is_refused()
    {
        File.WriteAllText(_folder.File(), "Dear diary, " + new string('x', 10_000));
        Refused("is no SQLite database");
    }

    [Fact]
    public async Task a_damaged_database_is_refused()
    {
        var journal = new SqliteConversationJournal(_folder.Open("well.db"));
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => journal.Append(Append($"c{i}", 0, "opened"))));
        await _folder.CloseAll();
        var bytes = await File.ReadAllBytesAsync(_folder.File("well.db"));
        Array.Fill(bytes, (byte)0x5a, bytes.Length / 2, bytes.Length / 4);
        await File.WriteAllBytesAsync(_folder.File(), bytes);
        Refused("is damaged");
    }

    [Fact]
    public void a_database_of_another_program_is_refused()
    {
        Sql("CREATE TABLE bookmarks (url TEXT)");
        Refused("is the SQLite file of another program");
    }

    [Fact]
    public async Task a_newer_schema_is_refused()
    {
        await _folder.Open().DisposeAsync();
        Sql("INSERT INTO schema_migrations VALUES (999, 'from the future')");
        Refused("has schema 999");
    }

    [Fact]
    public void a_folder_in_its_place_is_refused()
    {
        Directory.CreateDirectory(_folder.File());
        Refused("is a folder");
    }

    [Fact]
    public void a_folder_that_can_not_be_made_is_refused()
    {
        File.WriteAllText(_folder.File("data"), "");
        Refused("can't be made", "data/conversations.db");
    }

    [Fact]
    public void a_folder_that_takes_no_files_is_refused()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Needs a folder where even root can't make files.");
        var fault = Assert.Throws<JournalCannotOpenException>(() => SqliteStore.Open(new() { ConnectionString = "Data Source=/proc/self/conversations.db" }));
        Assert.Contains("can't be written", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_read_only_file_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write to any file.");
        await _folder.Open().DisposeAsync();
        File.SetAttributes(_folder.File(), FileAttributes.ReadOnly);
        Refused("can't be written");
    }

    [Theory]
    [InlineData("Data Source=:memory:", "keeps nothing")]
    [InlineData("Data Source=x.db;Mode=Memory", "keeps nothing")]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "read-only")]
    [InlineData("Host=localhost;Database=x", "no SQLite connection string")]
    public void a_connection_string_that_can_not_do_is_refused(string connectionString, string reason)
    {
        var fault = Assert.Throws<JournalCannotOpenException>(() => SqliteStore.Open(new() { ConnectionString = connectionString }));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_second_opening_is_refused()
    {
        _folder.Open();
        Refused("is in use by another process");
    }

    [Fact]
    public async Task what_a_killed_process_left_does_not_block()
    {
        await File.WriteAllTextAsync(_folder.File() + ".lock", "");
        _folder.Open();
    }

    [Fact]
    public void two_names_of_one_file_lead_to_one_lock()
    {
        _folder.Open("well.db");
        File.CreateSymbolicLink(_folder.File(), _folder.File("well.db"));
        var fault = Assert.Throws<JournalCannotOpenException>(() => _folder.Open());
        Assert.Contains("is in use by another process", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_refusal_leaves_the_file_free()
    {
        Sql("CREATE TABLE bookmarks (url TEXT)");
        Refused("another program");
        Sql("DROP TABLE bookmarks");
        await new SqliteConversationJournal(_folder.Open()).Append(Append("a", 0, "one"));
    }

    // FULL: a commit is over when the disk has it. No test here can take a machine's power away.
    [Fact]
    public async Task commits_wait_for_the_disk() => Assert.Equal("2", await _folder.Open().Write(session => session.Ask("PRAGMA synchronous")));

    [Fact]
    public async Task every_acknowledged_append_is_there_after_a_crash()
    {
        var journal = new SqliteConversationJournal(_folder.Open("crashed.db"));
        for (var round = 0; round < 20; round++)
        {
            var version = round;
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => journal.Append(Append($"c{i}", version, $"{version}"))));
        }
        // What the disk holds while the process is cut off: the file as it was, and the log.
        File.Copy(_folder.File("crashed.db"), _folder.File());
        File.Copy(_folder.File("crashed.db-wal"), _folder.File() + "-wal");
        var after = new SqliteConversationJournal(_folder.Open());
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(20, (await after.Load(Key($"c{i}")))!.Appends.Length);
        }
        await after.Append(Append("c0", 20, "goes on"));
    }

    [Fact]
    public async Task closing_leaves_one_file_without_a_log()
    {
        var store = _folder.Open();
        await new SqliteConversationJournal(store).Append(Append("a", 0, "one"));
        await store.DisposeAsync();
        Assert.False(File.Exists(_folder.File() + "-wal"));
        Assert.NotNull(await new SqliteConversationJournal(_folder.Open()).Load(Key("a")));
    }

    private void Refused(string reason, string name = "conversations.db")
    {
        var fault = Assert.Throws<JournalCannotOpenException>(() => _folder.Open(name));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.File(name.Split('/')[0]), fault.Message, StringComparison.Ordinal);
    }

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File()};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
