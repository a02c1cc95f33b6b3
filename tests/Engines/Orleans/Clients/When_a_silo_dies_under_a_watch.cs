using Conversations.Tests.Clusters;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clients;

[Collection(RealProcesses.Name), Trait("Category", "Cluster")]
public sealed class When_a_silo_dies_under_a_watch(ITestOutputHelper output)
{
    /// <summary>The default of <c>Cluster:FailureDetectionSeconds</c>.</summary>
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(6);
    /// <summary>Within 2 s more the client learns that the silo is gone; then it asks again.</summary>
    private static readonly TimeSpan Allowed = Detection + TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>So many that on each silo there are some whose gateway is that silo, too, and some whose gateway is another.</summary>
    private const int Conversations = 24;

    [Fact]
    public async Task each_event_is_seen_once_and_in_order()
    {
        await using var cluster = await Cluster.Start(3);
        await using var program = await ClientProgram.Start(connection => connection.Redis = cluster.Redis);
        var beats = await Task.WhenAll(Enumerable.Range(0, Conversations).Select(i => Beat.Of(program.Client, $"beat-{i}")));

        var deaths = Deaths(cluster);
        await Task.WhenAll(beats.Select(beat => beat.While(deaths, Patience)));

        output.WriteLine($"{beats.Sum(b => b.Said)} messages; a call took {beats.Max(b => b.LongestCall).TotalSeconds:0.0} s at most, "
            + $"an event was seen after {beats.Max(b => b.LongestGap).TotalSeconds:0.0} s at most; {Allowed.TotalSeconds:0} s are allowed");
        Assert.All(beats, beat =>
        {
            Assert.Equal(Enumerable.Range(1, beat.Versions.Count).Select(v => (long)v), beat.Versions);
            Assert.Equal([.. Enumerable.Range(0, beat.Said - 1).Select(i => $"beat-{i}"), Beat.Last], beat.Seen);
            Assert.InRange(beat.LongestGap, TimeSpan.Zero, Allowed);
        });
    }

    // Two of three, one after the other: whatever the third is, each of these has conversations and is a gateway.
    private async Task Deaths(Cluster cluster)
    {
        foreach (var silo in new[] { 0, 1 })
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            await cluster.Kill(silo);
            output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo {silo} is killed");
            await Task.Delay(2 * Detection);
            await cluster.StartSilo(silo);
            output.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.f} silo {silo} is back");
        }
        await Task.Delay(TimeSpan.FromSeconds(3));
    }
}
