using Conversations.Journal;
using Conversations.Silo.Storage.Postgres;
using Npgsql;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

/// <summary>Appends of many conversations in one statement on PostgreSQL: what becomes of one is no other's business.</summary>
public sealed class When_appends_share_a_transaction : IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private PostgresStore _store = null!;
    private PostgresConversationJournal _journal = null!;
    private string _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await Servers.PostgresServer.Shared).MakeDatabase();
        _store = await _databases.OpenAt(_database);
        _journal = new(_store);
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    public async Task they_share_one_commit()
    {
        await _journal.Append(Append("a", 0, "one"));
        var before = _store.Commits;
        var appends = await While("LOCK TABLE conversations.heads", () => [.. Enumerable.Range(0, 500).Select(i => _journal.Append(Append($"c{i}", 0, "opened")))]);
        await Task.WhenAll(appends);
        Assert.Equal(2, _store.Commits - before);
    }

    [Fact]
    public async Task one_at_a_wrong_version_fails_alone()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => _journal.Append(Append($"c{i}", 0, "opened"))));
        var appends = await While("LOCK TABLE conversations.heads", () => [.. Enumerable.Range(0, 100).Select(i => _journal.Append(Append($"c{i}", i % 10 is 0 ? 7 : 1, "next")))]);
        foreach (var (append, i) in appends.Select((append, i) => (append, i)))
        {
            var fault = await Record.ExceptionAsync(() => append);
            Assert.Equal(i % 10 is 0, fault is VersionConflictException);
            Assert.Equal(i % 10 is 0 ? 1 : 2, (await _journal.Read(Key($"c{i}"), 0, 10)).Length);
        }
    }

    [Fact]
    public async Task one_whose_conversation_another_silo_moved_in_the_meantime_fails_alone()
    {
        var other = new PostgresConversationJournal(await _databases.OpenAt(_database));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _journal.Append(Append($"c{i}", 0, "opened"))));
        await other.Append(Append("c7", 1, "theirs"));
        // This silo still remembers version 1.
        var appends = await While("LOCK TABLE conversations.heads", () => [.. Enumerable.Range(0, 20).Select(i => _journal.Append(Append($"c{i}", 1, "ours")))]);
        foreach (var (append, i) in appends.Select((append, i) => (append, i)))
        {
            Assert.Equal(i is 7, await Record.ExceptionAsync(() => append) is VersionConflictException);
        }
        Assert.Equal("1-1[\"opened\"] 2-2[\"theirs\"]", Line(await _journal.Read(Key("c7"), 0, 10)));
    }

    [Fact]
    public async Task one_that_can_not_be_stored_fails_alone()
    {
        await _journal.Append(Append("c3", 0, "opened"));
        var appends = await While("LOCK TABLE conversations.heads", () =>
        [
            .. Enumerable.Range(0, 50).Select(i => _journal.Append(
                i is 31 ? Append($"c{i}", 0, "no").With(index => index with { ConsumerId = "zero\0zero" }) : Append($"c{i}", i is 3 ? 1 : 0, "yes"))),
        ]);
        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => appends[31]);
        Assert.Contains("demo/c31 was not written", fault.Message, StringComparison.Ordinal);
        await Task.WhenAll(appends.Where((_, i) => i is not 31));
        Assert.Null(await _journal.Load(Key("c31")));
        await _journal.Append(Append("c31", 0, "well"));
    }

    [Fact]
    public async Task one_whose_conversation_another_transaction_makes_keeps_no_other_up()
    {
        await using var held = await Session();
        await Execute(held, "BEGIN; INSERT INTO conversations.conversations (account, conversation, consumer, state, created_at) VALUES ('demo', 'b', 'x', 1, 0)");
        await _journal.Append(Append("a", 0, "one"));
        var stuck = _journal.Append(Append("b", 0, "one"));
        for (var i = 1; i < 20; i++)
        {
            await _journal.Append(Append("a", i, "more")).WaitAsync(TimeSpan.FromSeconds(5));
        }
        Assert.False(stuck.IsCompleted);
        await Execute(held, "ROLLBACK");
        await stuck;
        Assert.Equal("(none)@0 1-1[\"one\"]", Line(await _journal.Load(Key("b"))));
    }

    [Fact]
    public async Task one_whose_head_another_transaction_holds_keeps_no_other_up()
    {
        await Task.WhenAll(_journal.Append(Append("a", 0, "one")), _journal.Append(Append("b", 0, "one")));
        await using var held = await Session();
        await Execute(held, "BEGIN; SELECT FROM conversations.heads JOIN conversations.conversations c USING (id) WHERE c.conversation = 'b' FOR UPDATE OF heads");
        var stuck = _journal.Append(Append("b", 1, "two"));
        for (var i = 1; i < 20; i++)
        {
            await _journal.Append(Append("a", i, "more")).WaitAsync(TimeSpan.FromSeconds(5));
        }
        Assert.False(stuck.IsCompleted);
        await Execute(held, "COMMIT");
        await stuck;
    }

    [Fact]
    public async Task a_commit_is_durable_even_where_the_server_is_set_otherwise()
    {
        var name = new NpgsqlConnectionStringBuilder(_database).Database;
        await Servers.PostgresServer.Execute(_database, $"ALTER DATABASE {name} SET synchronous_commit = off");
        await using var session = await Session();
        await Execute(session, "CREATE TABLE seen (setting text); CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$");
        await Execute(session, "CREATE TRIGGER see AFTER INSERT ON conversations.appends EXECUTE FUNCTION see()");
        await new PostgresConversationJournal(await _databases.OpenAt(_database)).Append(Append("a", 0, "one"));
        await using var command = new NpgsqlCommand("SELECT DISTINCT setting FROM seen", session);
        Assert.Equal("on", await command.ExecuteScalarAsync());
    }

    /// <summary>Queues appends while one that was sent before them is held up by a lock.</summary>
    private async Task<Task[]> While(string locking, Func<Task[]> appends)
    {
        await using var holder = await Session();
        await Execute(holder, $"BEGIN; {locking}");
        var first = _journal.Append(Append("first", 0, "opened"));
        await Servers.PostgresServer.UntilALockIsAwaited(holder);
        var waiting = appends();
        await Execute(holder, "COMMIT");
        await first;
        return waiting;
    }

    private async Task<NpgsqlConnection> Session()
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
