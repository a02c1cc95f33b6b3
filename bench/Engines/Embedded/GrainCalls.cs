using System.Diagnostics;
using Conversations.Embedded;

namespace Conversations.Bench;

/// <summary>What a grain call costs: nanoseconds per call, the median of several runs.</summary>
public static class GrainCalls
{
    private const int Runs = 9;

    /// <summary>Measures and prints a table.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> Run()
    {
        var filter = new Passing();
        var filtered = new EmbeddedEngineOptions();
        filtered.IncomingFilters.Add(filter);
        var table = new Dictionary<string, double>
        {
            ["from outside, idle grain"] = await Median(1_000_000, FromOutside(new())),
            ["grain to grain, idle grain"] = await Median(1_000_000, GrainToGrain(new())),
            ["from outside, always queued"] = await Median(100_000, FromOutside(new() { RunCallsInline = false })),
            ["grain to grain, always queued"] = await Median(100_000, GrainToGrain(new() { RunCallsInline = false })),
            ["from outside, method leaves its thread"] = await Median(100_000, Leaving()),
            ["from outside, through one incoming filter"] = await Median(100_000, FromOutside(filtered)),
            ["1,000 tasks to one grain, per call"] = await Median(100_000, FromManyTasks(1)),
            ["1,000 tasks to 1,000 grains, per call"] = await Median(1_000_000, FromManyTasks(1_000)),
        };
        Console.WriteLine("| grain call | ns | calls/s |\n|---|---:|---:|");
        foreach (var (name, cost) in table)
            Console.WriteLine($"| {name} | {cost:0} | {1e9 / cost:#,0} |");
        var bytes = await BytesPerActivation();
        Console.WriteLine($"| bytes per idle activation (100,000, grain object and key included) | {bytes:0} | |");
        return table;
    }

    private static async Task<double> Median(int calls, Func<int, Task> work)
    {
        await work(Math.Min(calls, 200_000));
        await work(Math.Min(calls, 200_000));
        var costs = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await work(calls);
            costs[run] = Stopwatch.GetElapsedTime(began).TotalNanoseconds / calls;
        }
        Array.Sort(costs);
        return costs[Runs / 2];
    }

    private static Func<int, Task> FromOutside(EmbeddedEngineOptions options)
    {
        var counter = new EmbeddedEngine(null, options).GetGrain<ICounterGrain>("a");
        return async calls =>
        {
            for (var i = 0; i < calls; i++)
                await counter.Add(1);
        };
    }

    private static Func<int, Task> GrainToGrain(EmbeddedEngineOptions options)
    {
        var counter = new EmbeddedEngine(null, options).GetGrain<ICounterGrain>("a");
        return calls => counter.AddThrough("b", calls);
    }

    private static Func<int, Task> Leaving()
    {
        var counter = new EmbeddedEngine().GetGrain<ICounterGrain>("a");
        return async calls =>
        {
            for (var i = 0; i < calls; i++)
                await counter.AddLater(1);
        };
    }

    private static Func<int, Task> FromManyTasks(int grains)
    {
        var engine = new EmbeddedEngine();
        return calls => Task.WhenAll(Enumerable.Range(0, 1_000).Select(task => Task.Run(async () =>
        {
            var counter = engine.GetGrain<ICounterGrain>((task % grains).ToString(provider: null));
            for (var i = 0; i < calls / 1_000; i++)
                await counter.Add(1);
        })));
    }

    private static async Task<double> BytesPerActivation()
    {
        const int Count = 100_000;
        var engine = new EmbeddedEngine();
        await engine.GetGrain<ICounterGrain>("first").Add(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
            await engine.GetGrain<ICounterGrain>($"conversation-{i}").Add(1);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(engine);
        return (after - before) / (double)Count;
    }

    private sealed class Passing : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) => context.Invoke();
    }
}
