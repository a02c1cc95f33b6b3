using System.Diagnostics;
using Conversations.Embedded;

namespace Conversations.Bench;

/// <summary>What 100,000 conversations take that said one thing and got one answer: while active, and at rest.</summary>
public static class MemoryPerConversation
{
    private const int Count = 100_000;
    private const int AtOnce = 2_000;

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("memory-");
        try
        {
            Console.WriteLine($"{Count:N0} conversations, one message and one answer each; bytes a conversation");
            var time = new SkippingTime();
            var options = new EmbeddedEngineOptions { TimeProvider = time };
            options.Collection.CollectionQuantum = TimeSpan.FromSeconds(1);
            await using var journal = BenchJournal.OnSqlite(folder.FullName);
            await using var engine = BenchEngine.Start(BenchSilo.World(BenchAccounts.Immediate(), journal), options);
            await Talk(engine, Count);
            var before = Used();
            for (var first = 0; first < Count; first += AtOnce)
            {
                await Task.WhenAll(Enumerable.Range(first, AtOnce).Select(number => Talk(engine, number)));
            }
            Print("active", Used(), before);
            time.Skip(TimeSpan.FromDays(1));
            while (engine.ActivationCount > 0)
            {
                await Task.Delay(100);
            }
            Print("at rest (what the journal's writer remembers, at most 100,000)", Used(), before);
            await journal.DisposeAsync();
            Print("at rest, journal closed", Used(), before);
            Console.WriteLine($"{"on disk",-70}{new FileInfo(journal.File!).Length / Count,12:N0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Talk(BenchEngine engine, int number)
    {
        var conversation = engine.Grains.GetGrain<IConversationGrain>(BenchSilo.KeyOf(number));
        await conversation.Open(BenchSilo.OpenBy(number));
        await conversation.Publish(new()
        {
            From = new() { Id = BenchSilo.ConsumerOf(number).Id, Role = Role.Consumer },
            Text = BenchAccounts.Texts[0],
            ClientMessageId = "m1",
        });
    }

    private static (long Heap, long WorkingSet) Used()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: false), process.WorkingSet64);
    }

    private static void Print(string what, (long Heap, long WorkingSet) now, (long Heap, long WorkingSet) before) => Console.WriteLine(
        $"{what,-70}{(now.Heap - before.Heap) / Count,12:N0} heap{(now.WorkingSet - before.WorkingSet) / Count,10:N0} working set");

    /// <summary>The system's clock, until somebody lets a day pass, so that idle activations are collected now.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        private long _skipped;

        public void Skip(TimeSpan time) => _skipped += (long)(time.TotalSeconds * TimestampFrequency);

        public override long GetTimestamp() => base.GetTimestamp() + _skipped;
    }
}
