using Conversations.Tests.Crashes;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clusters;

/// <summary>
/// A silo that its peers can't reach any more, but that reaches PostgreSQL and its clients: for a while there are two activations of
/// a conversation. The journal lets one of them win each time, so there is one history.
/// </summary>
[Collection(RealProcesses.Name), Trait("Category", "Cluster")]
public sealed class When_the_network_splits(ITestOutputHelper output)
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Split = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan LastRites = TimeSpan.FromSeconds(60);

    [Fact]
    public Task a_silo_without_its_peers_leaves_one_history_of_each_conversation() => Play(fromRedis: false);

    [Fact]
    public Task a_silo_without_its_peers_and_the_membership_leaves_one_history_of_each_conversation() => Play(fromRedis: true);

    private async Task Play(bool fromRedis)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CRASH_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"CRASH_SEED={seed} repeats what is said");
        await using var cluster = await SplitCluster.Start();
        var client = cluster.Client();
        var crowd = await Crowd.Gather(client, consumers: 40, chats: 5, agents: 2, seed);

        await crowd.TalkWhile(Divide(cluster, fromRedis));
        output.WriteLine(crowd.Summary);

        var faults = await crowd.Faults(client);
        Assert.True(faults.Count is 0, $"{faults.Count} faults; CRASH_SEED={seed}:\n{string.Join('\n', faults.Take(20))}");
    }

    private async Task Divide(SplitCluster cluster, bool fromRedis)
    {
        await Task.Delay(Before);
        await cluster.CutOff(0, fromRedis);
        output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo 0 is cut off");
        await Task.Delay(Split);
        await cluster.Join(0, fromRedis);
        output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo 0 is connected again");
        // The others have declared it dead, and it ends as soon as it learns that; whoever runs it starts it anew.
        var code = await cluster.End(0, LastRites);
        output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo 0 has ended with {code}");
        await cluster.StartSilo(0);
        await Task.Delay(Before);
    }
}
