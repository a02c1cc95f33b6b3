using Conversations.Journal;
using Conversations.Simulation;

namespace Conversations.Tests.Scenarios;

/// <summary>tests/scenarios/*.yaml: the rules and examples of the requirement documents, each a file that a support person can read.</summary>
public class Every_scenario_file
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folders.Scenarios, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void is_found() => Assert.True(Files.Count >= 150, $"Only {Files.Count} scenarios in {Folders.Scenarios}.");

    [Theory, MemberData(nameof(Files))]
    public void plays_as_it_expects(string file)
    {
        var run = ScenarioRunner.Run(Load(file));
        Assert.True(run.Passed, $"{file}\n{TimeLine.Print(run)}");
        Assert.True(run.Scenario.ExpectsSomething, $"{file} expects nothing; write what must happen under 'expect'.");
        Assert.True(run.Scenario.Sources.Length > 0, $"{file} names no source; write the sentence it proves under 'source'.");
    }

    [Theory, MemberData(nameof(Files))]
    public void ends_in_a_state_that_its_journal_gives_back(string file)
    {
        var run = ScenarioRunner.Run(Load(file));
        foreach (var conversation in run.Moments.Where(m => m.After is { Version: > 0 }).GroupBy(m => m.Conversation!))
        {
            var end = conversation.Last().After!;
            var journal = JournalCodec.Encode([.. conversation.SelectMany(m => m.Events)]);
            var read = new JournalReading(null, 0, [new StoredAppend(1, end.Version, journal)]);
            Assert.Equal(Snapshot(end), Snapshot(JournalCodec.Replay(end.Key, read)));
        }
    }

    private static string Snapshot(Conversation state) => System.Text.Encoding.UTF8.GetString(JournalCodec.EncodeSnapshot(state));

    private static Scenario Load(string file)
    {
        var loading = ScenarioLoader.Load(Path.Combine(Folders.Scenarios, file));
        Assert.True(loading.Scenario is not null, string.Join("\n", loading.Problems));
        return loading.Scenario;
    }
}
