using System.Diagnostics;
using System.Globalization;
using Conversations.Client;
using Conversations.Tests.Crashes;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clusters;

/// <summary>
/// Three silos, PostgreSQL and Redis; clients talk; one silo after the other is killed or stopped and comes back.
/// <c>CLUSTER_SOAK=300</c> goes on for so many seconds instead of one round.
/// </summary>
[Collection(RealProcesses.Name), Trait("Category", "Cluster")]
public sealed class When_silos_come_and_go(ITestOutputHelper output)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(5);
    /// <summary>The default of <c>Cluster:FailureDetectionSeconds</c>.</summary>
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Allowed = Detection + TimeSpan.FromSeconds(2);

    [Fact]
    public async Task nothing_is_lost_doubled_or_out_of_order()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CRASH_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"CRASH_SEED={seed} repeats what is said");
        await using var cluster = await Cluster.Start(3);
        var client = cluster.Client();
        var crowd = await Crowd.Gather(client, consumers: 60, chats: 5, agents: 2, seed);
        var pulse = new Pulse(client, [.. await Task.WhenAll(Enumerable.Range(0, 24).Select(async i => (await client.Open(NewConversation.With($"pulse-{i}"))).Id))]);

        var turmoil = Turmoil(cluster, TimeSpan.FromSeconds(Seconds()));
        await Task.WhenAll(crowd.TalkWhile(turmoil), pulse.BeatWhile(turmoil));
        output.WriteLine($"{crowd.Summary}; a conversation was out of reach for {pulse.Longest.TotalSeconds:0.0} s at most, {Allowed.TotalSeconds:0} s are allowed");
        foreach (var second in pulse.Gaps.GroupBy(gap => gap.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture)))
        {
            output.WriteLine($"  {second.Key}: {second.Count()} conversations for {second.Max(gap => gap.Gap).TotalSeconds:0.0} s at most");
        }

        var faults = await crowd.Faults(client);
        Assert.True(faults.Count is 0, $"{faults.Count} faults; CRASH_SEED={seed}:\n{string.Join('\n', faults.Take(20))}");
        Assert.InRange(pulse.Longest, TimeSpan.Zero, Allowed);
    }

    // One of each without being asked: a silo killed, a silo stopped.
    private static double Seconds() =>
        double.TryParse(Environment.GetEnvironmentVariable("CLUSTER_SOAK"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 2 * Every.TotalSeconds;

    private async Task Turmoil(Cluster cluster, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        for (var round = 0; clock.Elapsed < duration; round++)
        {
            var silo = round % cluster.Count;
            var end = clock.Elapsed + Every;
            await Task.Delay(TimeSpan.FromSeconds(3));
            output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo {silo} is {(round % 2 is 0 ? "killed" : "stopped")}");
            if (round % 2 is 0)
            {
                await cluster.Kill(silo);
            }
            else
            {
                Assert.Equal(0, await cluster.Stop(silo));
                output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo {silo} has stopped");
            }
            await Task.Delay(Away);
            await cluster.StartSilo(silo);
            output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo {silo} is back");
            if (end > clock.Elapsed)
            {
                await Task.Delay(end - clock.Elapsed);
            }
        }
    }
}
