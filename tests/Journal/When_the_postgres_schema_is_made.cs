using Conversations.Silo.Storage;
using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Servers;
using Npgsql;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public sealed class When_the_postgres_schema_is_made : IAsyncLifetime
{
    private const string Columns = """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
            SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line FROM information_schema.columns WHERE table_schema = 'conversations'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'conversations') AS lines
        """;
    private readonly PostgresDatabases _databases = new();
    private string _database = null!;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, PostgresMigrations.Newest + 1)];

    public async ValueTask InitializeAsync() => _database = await (await PostgresServer.Shared).MakeDatabase();

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Theory, MemberData(nameof(Numbers))]
    public async Task an_older_one_becomes_the_newest(int number)
    {
        using (var database = PostgresDatabase.Of(_database))
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await PostgresMigrations.Apply(connection, database, number);
        }
        var migrated = await _databases.OpenAt(_database);
        await new PostgresConversationJournal(migrated).Append(Append("a", 0, "one"));
        var made = await _databases.OpenAt(await (await PostgresServer.Shared).MakeDatabase());
        Assert.Equal(await Ask(made, Columns), await Ask(migrated, Columns));
    }

    [Fact]
    public void its_steps_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, PostgresMigrations.Newest), PostgresMigrations.All.Select(step => step.Number));

    [Fact]
    public async Task silos_that_start_at_once_make_it_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _databases.OpenAt(_database))));
        Assert.Equal($"{PostgresMigrations.Newest}", await Ask(stores[0], "SELECT count(*)::text FROM conversations.schema_migrations"));
        await Task.WhenAll(stores.Select((store, i) => new PostgresConversationJournal(store).Append(Append($"c{i}", 0, "opened"))));
    }

    [Fact]
    public async Task a_newer_one_that_this_program_can_not_read_is_refused()
    {
        await PostgresServer.Execute(_database, await Newer(readableFrom: PostgresMigrations.Newest + 1));
        await Refused(_database, $"which programs from number {PostgresMigrations.Newest + 1} on work with");
    }

    [Fact]
    public async Task a_newer_one_that_only_added_is_taken_and_left_as_it_is()
    {
        await PostgresServer.Execute(_database, await Newer(readableFrom: 1));
        var store = await _databases.OpenAt(_database);
        await new PostgresConversationJournal(store).Append(Append("a", 0, "one"));
        Assert.Equal($"{PostgresMigrations.Newest + 1}", await Ask(store, "SELECT max(number)::text FROM conversations.schema_migrations"));
    }

    [Fact]
    public async Task one_of_another_program_is_refused_and_left_as_it_is()
    {
        await PostgresServer.Execute(_database, "CREATE SCHEMA conversations; CREATE TABLE conversations.bookmarks (url text)");
        await Refused(_database, "holds the tables of another program");
        await PostgresServer.Execute(_database, "DROP TABLE conversations.bookmarks; DROP SCHEMA conversations");
    }

    [Fact]
    public async Task another_schema_can_be_named_and_other_tables_are_not_touched()
    {
        await PostgresServer.Execute(_database, "CREATE TABLE bookmarks (url text); CREATE SCHEMA \"Odd name\"");
        var store = await _databases.OpenAt(_database + ";Search Path=Odd name");
        await new PostgresConversationJournal(store).Append(Append("a", 0, "one"));
        Assert.Equal("1", await Ask(store, "SELECT count(*)::text FROM \"Odd name\".appends"));
        Assert.Equal("true", await Ask(store, "SELECT (to_regnamespace('conversations') IS NULL)::text"));
    }

    [Fact]
    public async Task a_database_that_can_not_hold_every_text_is_refused()
    {
        var server = await PostgresServer.Shared;
        await PostgresServer.Execute(_database, $"CREATE DATABASE latin_{Environment.ProcessId} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        await Refused(server.ConnectionString($"latin_{Environment.ProcessId}"), "keeps text as LATIN1");
    }

    [Fact]
    public async Task a_database_that_is_not_there_is_refused_at_once() =>
        await Refused((await PostgresServer.Shared).ConnectionString("nowhere"), "database \"nowhere\" does not exist; correct Journal:ConnectionString");

    [Fact]
    public async Task a_role_without_the_right_is_told_so()
    {
        await PostgresServer.Execute(_database, $"DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN");
        await Refused(_database.Replace("Username=postgres", "Username=reader", StringComparison.Ordinal), "permission denied");
    }

    [Fact]
    public async Task a_server_that_does_not_answer_is_named_without_the_password()
    {
        var fault = await Refused($"Host=127.0.0.1;Port={FreePort.Take()};Database=x;Username=ann;Password=s3cr3t", "can't be used: Connection refused; start it",
            options => options with { StartPatience = TimeSpan.FromSeconds(1) });
        Assert.DoesNotContain("s3cr3t", fault.ToString(), StringComparison.Ordinal);
    }

    // As the version after this one leaves it.
    private async Task<string> Newer(int readableFrom)
    {
        await _databases.OpenAt(_database);
        return $"INSERT INTO conversations.schema_migrations VALUES ({PostgresMigrations.Newest + 1}, 'later', {readableFrom})";
    }

    private async Task<JournalCannotOpenException> Refused(string connectionString, string reason, Func<PostgresStoreOptions, PostgresStoreOptions>? change = null)
    {
        var fault = await Assert.ThrowsAsync<JournalCannotOpenException>(() => _databases.OpenAt(connectionString, change));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        return fault;
    }

    private static Task<string> Ask(PostgresStore store, string sql) => store.Run(async (connection, cancellation) =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    });
}
