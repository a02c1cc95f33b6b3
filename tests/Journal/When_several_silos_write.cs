using Conversations.Journal;
using Conversations.Silo.Storage.Postgres;
using Conversations.Tests.Servers;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public sealed class When_several_silos_write : IAsyncLifetime
{
    private readonly PostgresDatabases _databases = new();
    private string _database = null!;

    public async ValueTask InitializeAsync() => _database = (await PostgresServer.Shared).NameSchema();

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task there_is_one_history(int seed) => await SiloRace.Run([await Silo(), await Silo(), await Silo()], seed);

    [Fact]
    public async Task a_conversation_that_several_make_at_once_is_made_once()
    {
        IConversationJournal[] silos = [await Silo(), await Silo(), await Silo()];
        for (var round = 0; round < 30; round++)
        {
            var outcomes = silos.SelectMany(journal => Enumerable.Range(0, 10).Select(i => (i, Task: journal.Append(Append($"c{round}.{i}", 0, "opened"))))).ToList();
            foreach (var (_, task) in outcomes)
            {
                Assert.True(await Record.ExceptionAsync(() => task) is null or VersionConflictException);
            }
            Assert.All(outcomes.GroupBy(o => o.i), made => Assert.Single(made, o => o.Task.IsCompletedSuccessfully));
        }
    }

    [Fact]
    public async Task all_keep_the_same_value()
    {
        IConversationJournal[] silos = [await Silo(), await Silo(), await Silo()];
        var kept = await Task.WhenAll(silos.Select((journal, i) => journal.Keep("key", Bytes($"value {i}"))));
        Assert.Single(kept.Select(value => Text(value)).Distinct());
    }

    private async Task<IConversationJournal> Silo() => new PostgresConversationJournal(await _databases.OpenAt(_database));
}
