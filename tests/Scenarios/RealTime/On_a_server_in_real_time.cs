using Conversations.Simulation;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Scenarios.RealTime;

/// <summary>What the simulator promises, a server keeps: the marked scenarios, all at once, within 150 ms.</summary>
[Collection(RealProcesses.Name), Trait("Category", "RealTime")]
public sealed class On_a_server_in_real_time(RunningSilo running) : IClassFixture<RunningSilo>
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task the_marked_scenarios_happen_as_in_virtual_time()
    {
        // Not judged: a server that has just started compiles its code while it answers for the first time.
        await Play(Load(Path.Combine(Folders.Scenarios, "demo-order-of-no-seconds.yaml")));
        var played = await Task.WhenAll(Marked().Select(Play));
        Assert.True(played.Length >= 5, "Fewer than five scenarios have 'realTime: true'.");
        var differences = string.Join("\n\n", played.Where(p => p.Length > 0));
        Assert.True(differences.Length == 0, differences);
    }

    private async Task<string> Play((string File, Scenario Scenario) scenario)
    {
        using var target = new HttpTarget(running.Silo.Address, scenario.Scenario.Account.Id, SiloProcess.Key);
        var differences = await new RealTimePlayer(target, Tolerance).Play(scenario.Scenario);
        return differences.Count == 0 ? "" : $"{scenario.File}:\n{string.Join("\n", differences)}";
    }

    private static IEnumerable<(string File, Scenario Scenario)> Marked() =>
        Directory.EnumerateFiles(Folders.Scenarios, "*.yaml").Select(Load).Where(s => s.Scenario is { RealTime: true });

    private static (string File, Scenario Scenario) Load(string file) => (Path.GetFileName(file), ScenarioLoader.Load(file).Scenario!);
}
