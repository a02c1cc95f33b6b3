namespace Conversations.Bench;

/// <summary>
/// How late 20,000 durable deadlines are that fall due within 2 to 12 seconds, beside the same number of bare timers and of
/// Quartz jobs in memory, which are gone when the process is.
/// </summary>
public static class TimerLateness
{
    private const int Count = 20_000;
    private const int Times = 1_000;
    private static readonly TimeSpan Earliest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(12);

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("timer-lateness-");
        try
        {
            Lateness.PrintHeader($"{Count:N0} deadlines in {Earliest.TotalSeconds:0} to {Latest.TotalSeconds:0} s; folder {folder.FullName}");
            var bare = (await BareTimers()).Print("System.Threading.Timer");
            (await QuartzJobs.Run(RandomTimes())).Print("Quartz 4, RAMJobStore");
            var durable = await ProactiveMessages(folder.FullName);
            Console.WriteLine($"    durable p99: {durable.P99 / bare.P99:0.0}x the bare timer's; target at most 2x: {(durable.P99 <= 2 * bare.P99 ? "met" : "missed")}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TimeSpan[] RandomTimes()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Count).Select(_ => Earliest + ((Latest - Earliest) * random.NextDouble()))];
    }

    private static async Task<Lateness> BareTimers()
    {
        var late = new double[Count];
        var open = new Countdown(Count);
        var cpu = Environment.CpuUsage.TotalTime;
        var timers = RandomTimes().Select((after, number) =>
        {
            var due = DateTimeOffset.UtcNow + after;
            return new Timer(_ =>
            {
                late[number] = (DateTimeOffset.UtcNow - due).TotalMilliseconds;
                open.Signal();
            }, null, after, Timeout.InfiniteTimeSpan);
        }).ToArray();
        await open.End;
        GC.KeepAlive(timers);
        return Lateness.Of(late, Environment.CpuUsage.TotalTime - cpu);
    }

    private static async Task<Lateness> ProactiveMessages(string folder)
    {
        // The times of the flows' steps are 10 ms apart; each counts from the moment its consumer spoke.
        var random = new Random(1);
        var times = Enumerable.Range(0, Times).Select(i => Earliest + ((Latest - Earliest) * i / Times)).ToArray();
        await using var silo = await BenchSilo.Start(BenchAccounts.Slow(times), BenchJournal.OnSqlite(folder));
        var open = new Countdown(Count);
        var waits = Enumerable.Range(0, Count).Select(number => new ProactiveWait(silo, number, times[random.Next(Times)], open)).ToArray();
        await Task.WhenAll(waits.Select(wait => Task.Run(wait.Open)));
        var cpu = Environment.CpuUsage.TotalTime;
        var began = DateTimeOffset.UtcNow;
        await Task.WhenAll(waits.Select(wait => Task.Run(wait.Ask)));
        var armed = DateTimeOffset.UtcNow - began;
        await open.End;
        var spent = Environment.CpuUsage.TotalTime - cpu;
        Lateness.Of(waits.Select(wait => (wait.DecidedAt - wait.DueAt).TotalMilliseconds), spent).Print("proactive message, decided");
        var observed = Lateness.Of(waits.Select(wait => (wait.ObservedAt - wait.DueAt).TotalMilliseconds), spent).Print("proactive message, committed and then observed");
        Lateness.Of(waits.Where(wait => wait.DueAt > began + armed).Select(wait => (wait.ObservedAt - wait.DueAt).TotalMilliseconds), spent).Print("the same, without those due before all were armed");
        Console.WriteLine($"    armed durably in {armed.TotalMilliseconds:0} ms; the earliest was decided {waits.Min(wait => (wait.DecidedAt - wait.DueAt).TotalMilliseconds):0.00} ms after its time");
        return observed;
    }
}
