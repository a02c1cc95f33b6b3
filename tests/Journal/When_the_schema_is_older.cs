using Conversations.Silo.Storage.Sqlite;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public sealed class When_the_schema_is_older : IAsyncDisposable
{
    private const string Schema = "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
    private readonly SqliteFolder _folder = new();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, SqliteMigrations.Newest + 1)];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory, MemberData(nameof(Numbers))]
    public async Task it_becomes_the_newest_one(int number)
    {
        using (var session = new SqliteSession($"Data Source={_folder.File()};Pooling=False", TimeSpan.Zero))
        {
            SqliteMigrations.Apply(session, _folder.File(), number);
        }
        var migrated = _folder.Open();
        var made = _folder.Open("new.db");
        Assert.Equal(await Lines(made), await Lines(migrated));
        await new SqliteConversationJournal(migrated).Append(Append("a", 0, "one"));
    }

    [Fact]
    public void its_steps_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, SqliteMigrations.Newest), SqliteMigrations.All.Select(step => step.Number));

    private static Task<List<string>> Lines(SqliteStore store) =>
        store.Read(session => session.Prepare(Schema).All(row => row.Text(0)!));
}
