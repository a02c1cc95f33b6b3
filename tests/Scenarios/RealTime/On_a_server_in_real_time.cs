using Conversations.Simulation;

namespace Conversations.Tests.Scenarios.RealTime;

/// <summary>What the simulator promises, a server keeps: the marked scenarios, all at once, within 150 ms.</summary>
[Trait("Category", "RealTime")]
public class On_a_server_in_real_time
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task the_marked_scenarios_happen_as_in_virtual_time()
    {
        Assert.SkipWhen(ScenarioServer.Address is null, $"Set {ScenarioServer.Variable} to the address of a server with the demo account, such as http://127.0.0.1:5080.");
        var played = await Task.WhenAll(Marked().Select(Play));
        Assert.True(played.Length >= 5, "Fewer than five scenarios have 'realTime: true'.");
        var differences = string.Join("\n\n", played.Where(p => p.Length > 0));
        Assert.True(differences.Length == 0, differences);
    }

    private static async Task<string> Play((string File, Scenario Scenario) scenario)
    {
        using var target = new HttpTarget(ScenarioServer.Address!, scenario.Scenario.Account.Id, ScenarioServer.Key);
        var differences = await new RealTimePlayer(target, Tolerance).Play(scenario.Scenario);
        return differences.Count == 0 ? "" : $"{scenario.File}:\n{string.Join("\n", differences)}";
    }

    private static IEnumerable<(string File, Scenario Scenario)> Marked() =>
        from file in Directory.EnumerateFiles(Folders.Scenarios, "*.yaml")
        let scenario = ScenarioLoader.Load(file).Scenario
        where scenario is { RealTime: true }
        select (Path.GetFileName(file), scenario);
}
