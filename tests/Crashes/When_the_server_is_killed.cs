using System.Diagnostics;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>The promise of the whole thing: what was acknowledged is there, and what follows from it happens once.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_the_server_is_killed(ITestOutputHelper output)
{
    private const int Conversations = 200;
    private const int ChatInstances = 10;
    private const int Agents = 4;
    private const int Kills = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task nothing_is_lost_or_doubled_at_fifty_random_instants()
    {
        var instants = new Instants(Kills);
        output.WriteLine(instants.Repeat);
        var clock = Stopwatch.StartNew();
        await using var server = await Doomed.Start();
        var crowd = await Crowd.Open(server.Client, instants.Seed, Conversations, ChatInstances, Agents);

        using var limit = new CancellationTokenSource();
        var kills = server.Die(instants);
        var talks = crowd.Talk(kills, limit.Token);
        await kills;
        output.WriteLine($"{instants.All.Count} kills in {clock.Elapsed.TotalSeconds:0} s, {instants.All.Count(i => i.WhileStarting)} more while starting");
        limit.CancelAfter(Patience);
        await talks;
        await server.Renew();
        output.WriteLine($"{crowd.Acknowledged}, all quiet after {clock.Elapsed.TotalSeconds:0} s");

        var faults = await crowd.Faults();
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {instants.Repeat}:\n{string.Join('\n', faults.Take(20))}");
    }
}
