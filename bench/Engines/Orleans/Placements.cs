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
    private const int Rounds = 5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(2);

    private static readonly (string Name, Action<IServiceCollection> Place)[] All =
    [
        ("random", s => s.AddSingleton<PlacementStrategy, RandomPlacement>()),
        ("by hash of the conversation", s => s.AddSingleton<PlacementStrategy, HashBasedPlacement>()),
        ("prefer the silo that asks first", s => s.AddSingleton<PlacementStrategy, PreferLocalPlacement>()),
        ("by resources (Orleans' default)", s => s.AddSingleton<PlacementStrategy, ResourceOptimizedPlacement>()),
    ];

    public static async Task Run()
    {
        Console.WriteLine($"{$"placement, {Silos} silos, median of {Rounds}",-44}{"turns/s",10}{"CPU us",9}   {"conversations on each",-24}after one left");
        // Rounds, so that what is compiled or disturbed meanwhile is no advantage of the later ones; the first one warms up.
        var measured = All.ToDictionary(placement => placement.Name, _ => new List<Result>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, place) in All)
            {
                var result = await Measure(place);
                if (round > 0)
                {
                    measured[name].Add(result);
                }
            }
        }
        foreach (var (name, results) in measured)
        {
            var typical = results.OrderBy(result => result.Cpu).ElementAt(Rounds / 2);
            Console.WriteLine($"{name,-44}{typical.Rate,10:N0}{typical.Cpu,9:0.0}   {typical.Spread,-24}{typical.AfterOneLeft}");
        }
    }

    private static async Task<Result> Measure(Action<IServiceCollection> place)
    {
        var journal = BenchJournal.InMemory();
        var world = BenchSilo.World(BenchAccounts.Immediate(), journal);
        place(world);
        List<BenchEngine> silos = [.. await BenchEngine.Start(world, Silos)];
        try
        {
            var (rate, cpu) = await Turns(silos, Span);
            var spread = await Spread(silos);
            // The last one leaves in order: the first one holds the membership of such a cluster.
            await silos[^1].DisposeAsync();
            silos.RemoveAt(silos.Count - 1);
            await Turns(silos, TimeSpan.FromSeconds(1));
            return new(rate, cpu, spread, await Spread(silos));
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

    private sealed record Result(double Rate, double Cpu, string Spread, string AfterOneLeft);
}
