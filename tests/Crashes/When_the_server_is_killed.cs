using System.Diagnostics;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>The promise of the whole thing: what was acknowledged is there, and what follows from it happens once.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_the_server_is_killed(ITestOutputHelper output)
{
    private const int Kills = 24;

    [Fact]
    public async Task nothing_is_lost_or_doubled_at_random_instants()
    {
        var instants = new Instants(Kills);
        output.WriteLine(instants.Repeat);
        var clock = Stopwatch.StartNew();
        await using var server = await Doomed.Start();
        var crowd = await Crowd.Gather(server.Client, consumers: 200, chats: 10, agents: 4, instants.Seed);

        var kills = server.Die(instants);
        await crowd.TalkWhile(kills);
        output.WriteLine($"{instants.All.Count} kills and {instants.All.Count(i => i.WhileStarting)} more while starting; {crowd.Summary}, all quiet after {clock.Elapsed.TotalSeconds:0} s");
        await server.Renew();

        var faults = await crowd.Faults(server.Client);
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {instants.Repeat}:\n{string.Join('\n', faults.Take(20))}");
    }
}
