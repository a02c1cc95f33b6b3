using System.Diagnostics;
using Conversations.Journal;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;

namespace Conversations.Bench;

/// <summary>
/// Where conversations go in a cluster of three silos, by placement: how evenly, what a turn costs when any silo serves any client, and
/// what becomes of the balance when one silo has left. The journal is in memory, so that the engine is what is measured.
/// </summary>
public static class Placements
{
    private const int Silos = 3;
    private const int Conversations = 1_500;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    public static async Task Run()
    {
        Console.WriteLine($"{"placement of conversations, 3 silos",-44}{"turns/s",10}{"CPU us",9}   {"on each silo",-22}after one left");
        await Measure("random", s => s.AddSingleton<PlacementStrategy, RandomPlacement>());
        await Measure("by hash of the conversation", s => s.AddSingleton<PlacementStrategy, HashBasedPlacement>());
        await Measure("prefer the silo that asks first", s => s.AddSingleton<PlacementStrategy, PreferLocalPlacement>());
        await Measure("by resources (Orleans' default)", s => s.AddSingleton<PlacementStrategy, ResourceOptimizedPlacement>());
    }

    private static async Task Measure(string name, Action<IServiceCollection> place)
    {
        var journal = BenchJournal.InMemory();
        var world = BenchSilo.World(BenchAccounts.Immediate(), journal);
        place(world);
        List<BenchEngine> silos = [.. await BenchEngine.Start(world, Silos)];
        try
        {
            var (rate, cpu) = await Turns(silos, Span);
            var first = await Spread(silos);
            // The last one leaves in order: the first one holds the membership of such a cluster.
            await silos[^1].DisposeAsync();
            silos.RemoveAt(silos.Count - 1);
            await Turns(silos, TimeSpan.FromSeconds(1));
            var left = await Spread(silos);
            Console.WriteLine($"{name,-44}{rate,10:N0}{cpu,9:0.0}   {first,-22}{left}");
        }
        finally
        {
            foreach (var silo in Enumerable.Reverse(silos))
            {
                await silo.DisposeAsync();
            }
            await journal.DisposeAsync();
        }
    }

    // Each message comes in at another silo, as a load balancer brings it.
    private static async Task<(double Rate, double Cpu)> Turns(List<BenchEngine> silos, TimeSpan span)
    {
        await Task.WhenAll(Enumerable.Range(0, Conversations).Select(number => Conversation(silos, number, number).Open(BenchSilo.OpenBy(number))));
        var clock = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        var turns = await Task.WhenAll(Enumerable.Range(0, Conversations).Select(number => Task.Run(() => Talk(silos, number, clock, span))));
        return (turns.Sum() / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / turns.Sum());
    }

    private static async Task<int> Talk(List<BenchEngine> silos, int number, Stopwatch clock, TimeSpan span)
    {
        var random = new Random(number);
        var turns = 0;
        for (; clock.Elapsed < span; turns++)
        {
            await Conversation(silos, number, random.Next()).Publish(new()
            {
                From = new() { Id = BenchSilo.ConsumerOf(number).Id, Role = Role.Consumer }, Text = BenchAccounts.Texts[turns % BenchAccounts.Texts.Length],
            });
        }
        return turns;
    }

    private static IConversationGrain Conversation(List<BenchEngine> silos, int number, int through) =>
        silos[(through & int.MaxValue) % silos.Count].Grains.GetGrain<IConversationGrain>(BenchSilo.KeyOf(number));

    private static async Task<string> Spread(List<BenchEngine> silos)
    {
        var management = silos[0].Grains.GetGrain<IManagementGrain>(0);
        Dictionary<SiloAddress, int> counts = [];
        for (var number = 0; number < Conversations; number++)
        {
            if (await management.GetActivationAddress(Conversation(silos, number, 0)) is { } silo)
            {
                counts[silo] = counts.GetValueOrDefault(silo) + 1;
            }
        }
        return string.Join(" / ", counts.Values.Order());
    }
}
