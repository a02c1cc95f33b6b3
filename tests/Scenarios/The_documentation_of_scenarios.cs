using Conversations.Simulation;

namespace Conversations.Tests.Scenarios;

public class The_documentation_of_scenarios
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Folders.Root, "docs", "scenarios.md"));

    public static TheoryData<string> Files => Every_scenario_file.Files;

    [Theory, MemberData(nameof(Files))]
    public void names_every_scenario(string file) => Assert.Contains($"(../tests/scenarios/{file})", Text, StringComparison.Ordinal);

    [Fact]
    public void has_an_example_that_plays_as_it_expects()
    {
        var example = Text.Split("```yaml\n")[1].Split("```")[0];
        var loading = ScenarioLoader.Read(example, "docs/scenarios.md", Folders.Root);
        Assert.Empty(loading.Problems);
        Assert.Equal("", TimeLine.Differences(ScenarioRunner.Run(loading.Scenario!)));
    }
}
