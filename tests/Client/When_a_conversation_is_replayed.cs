using System.Collections.Immutable;
using Conversations.Cli.Replay;
using Conversations.Journal;
using Conversations.Silo.Storage.Sqlite;
using Conversations.Tests.Conversing;
using Microsoft.Data.Sqlite;

namespace Conversations.Tests.Client;

public sealed class When_a_conversation_is_replayed : IDisposable
{
    private static readonly ConversationKey Key = new("acme", "c1");
    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-replay-").FullName;

    private string File => Path.Combine(_folder, "c.db");

    [Fact]
    public async Task it_shows_each_event_and_the_state_beside_a_server_that_runs()
    {
        await using var store = await Written(snapshot: state => state);
        var cli = await Replay();
        Assert.Equal((0, ""), (cli.ExitCode, cli.Error));
        Assert.Contains("    2       0.000  consumer      order 7", cli.Lines);
        Assert.Contains(cli.Lines, l => l.StartsWith("    3 ", StringComparison.Ordinal) && l.Contains("turn 1 started for line 1", StringComparison.Ordinal));
        Assert.Contains("  busy          no", cli.Lines);
        Assert.Contains("  variable      status = shipped", cli.Lines);
        Assert.Matches("^Verified: [0-9]+ events in 3 appends, 1 snapshot agrees", cli.Lines[^1]);
    }

    [Fact]
    public async Task it_stops_at_a_version_and_shows_the_state_there()
    {
        await using var store = await Written(snapshot: state => state);
        var cli = await Replay("--at", "3");
        Assert.Equal(0, cli.ExitCode);
        Assert.Contains("State at version 3:", cli.Lines);
        Assert.Contains(cli.Lines, l => l.StartsWith("  busy          turn 1", StringComparison.Ordinal));
        Assert.DoesNotContain(cli.Lines, l => l.StartsWith("    4 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_snapshot_that_differs_is_named_with_both_values()
    {
        await using var store = await Written(snapshot: state => state with { SkillId = "support" });
        var cli = await Replay();
        Assert.Equal(1, cli.ExitCode);
        Assert.Contains(cli.Lines, l => l.EndsWith("has skillId = \"support\", the replay has nothing.", StringComparison.Ordinal));
        Assert.StartsWith("The journal does not add up", cli.Lines[^1], StringComparison.Ordinal);
    }

    [Theory, InlineData("nobody"), InlineData("c1", "--at", "99")]
    public async Task what_is_not_there_is_said_to_be_missing(params string[] args)
    {
        await using var store = await Written(snapshot: state => state);
        var cli = await Cli.Run(["replay", "--account", "acme", "--database", File, .. args]);
        Assert.Equal(5, cli.ExitCode);
    }

    [Fact]
    public async Task a_file_of_another_program_is_refused()
    {
        await using (var other = new SqliteConnection($"Data Source={File};Pooling=false"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE t (x)";
            await command.ExecuteNonQueryAsync();
        }
        var cli = await Replay();
        Assert.Equal(6, cli.ExitCode);
        Assert.Contains("no journal of this service", cli.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<Cli> Replay(params string[] args) => Cli.Run(["replay", "c1", "--account", "acme", "--database", File, .. args]);

    private async Task<SqliteStore> Written(Func<Conversation, Conversation> snapshot)
    {
        var store = SqliteStore.Open(new SqliteStoreOptions { ConnectionString = $"Data Source={File}" });
        var journal = new SqliteConversationJournal(store);
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2)));
        var written = 0;
        async Task Append(bool withSnapshot)
        {
            ImmutableArray<ConversationEvent> events = [.. talk.Events.Skip(written)];
            await journal.Append(new JournalAppend
            {
                Key = Key,
                ExpectedVersion = written,
                EventCount = events.Length,
                Events = JournalCodec.Encode(events),
                Snapshot = withSnapshot ? JournalCodec.EncodeSnapshot(snapshot(talk.State)) : default(ReadOnlyMemory<byte>?),
                Index = new IndexEntry { State = ConversationState.Open, ConsumerId = "ann", CreatedAt = Talk.Nine },
            });
            written += events.Length;
        }
        await Append(withSnapshot: false);
        talk.Say("order 7");
        await Append(withSnapshot: true);
        talk.At(3).Answer(talk.Integration, ("status", "shipped"));
        await Append(withSnapshot: false);
        return store;
    }
}
