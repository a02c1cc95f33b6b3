using Microsoft.Extensions.DependencyInjection;
using System.Diagnostics;
using Orleans.Runtime.Placement;

namespace Conversations.Bench;

/// <summary>What a grain call costs on Orleans, for scale: on the same silo, and to another one over loopback.</summary>
public static class GrainPings
{
    private const int Runs = 5;

    public static async Task Run()
    {
        Console.WriteLine($"{"grain call on Orleans",-60}{"us",10}{"calls/s",12}");
        var silos = await BenchEngine.Start(new ServiceCollection().AddSingleton<PlacementStrategy, HashBasedPlacement>(), 2);
        try
        {
            var grains = Enumerable.Range(0, 64).Select(i => silos[0].Grains.GetGrain<ICounterGrain>($"g{i}")).ToArray();
            var costs = new Dictionary<ICounterGrain, double>();
            foreach (var grain in grains)
            {
                await Calls(grain, 200);
                costs[grain] = await Calls(grain, 200);
            }
            // Half of them are on each silo; a call to the other one costs several times a call to this one.
            var (near, far) = (costs.MinBy(c => c.Value).Key, costs.MaxBy(c => c.Value).Key);
            Print("one after the other, same silo", await Median(() => Calls(near, 20_000)));
            Print("one after the other, other silo", await Median(() => Calls(far, 5_000)));
            Print("1,000 tasks to 64 grains on both silos, per call", await Median(() => FromManyTasks(grains, 100_000)));
        }
        finally
        {
            foreach (var silo in silos.Reverse())
            {
                await silo.DisposeAsync();
            }
        }
    }

    private static async Task<double> Calls(ICounterGrain grain, int calls)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            await grain.Add(1);
        }
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / calls;
    }

    private static async Task<double> FromManyTasks(ICounterGrain[] grains, int calls)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(task => Task.Run(() => Calls(grains[task % grains.Length], calls / 1_000))));
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / calls;
    }

    private static async Task<double> Median(Func<Task<double>> measure)
    {
        var costs = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            costs[run] = await measure();
        }
        Array.Sort(costs);
        return costs[Runs / 2];
    }

    private static void Print(string what, double cost) => Console.WriteLine($"{what,-60}{cost,10:0.00}{1e6 / cost,12:N0}");
}
