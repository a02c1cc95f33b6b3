namespace Conversations.Bench;

/// <summary>
/// How many durable turns the service answers per second: a consumer's message and the flow's answer committed, the answer
/// observed. Beside it, in the same run: the bare journal and what one commit costs on the same disk.
/// </summary>
public static class TurnRates
{
    private const int Target = 8;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("turn-rates-");
        try
        {
            Rates.PrintHeader($"Durable turns, {Span.TotalSeconds:0} s each; folder {folder.FullName}");
            var write = DiskRates.WriteAndSync(folder.FullName, Span).Print("write 4 KB + fdatasync");
            var commit = DiskRates.CommitOneRow(folder.FullName, Span).Print("SQLite, WAL, FULL: commit of one row");
            var bare = (await JournalRates.Appends(BenchJournal.OnSqlite(folder.FullName), 1_000)).Print("bare journal, 1,000 conversations");
            foreach (var conversations in new[] { 1, 100, 1_000 })
            {
                var alone = (await Turns(BenchJournal.OnSqlite(folder.FullName, maxBatch: 1), conversations)).Print($"turns, {conversations:N0} conversations, a commit each");
                var shared = (await Turns(BenchJournal.OnSqlite(folder.FullName), conversations)).Print($"turns, {conversations:N0} conversations, shared");
                Console.WriteLine($"    shared: {shared / alone:0.0}x a commit each, {shared / commit:0.0}x a one-row commit, {shared / write:0.0}x a write + fdatasync, {shared / bare:0.00}x the bare journal");
                if (conversations is 1_000)
                {
                    var bareCalls = (await Turns(BenchJournal.OnSqlite(folder.FullName), conversations, filtered: false)).Print("turns, 1,000 conversations, shared, without call filters");
                    Console.WriteLine($"    call filters: {shared / bareCalls:0.00}x of the rate without them");
                    Judge(shared, Math.Max(commit, DiskRates.CommitOneRow(folder.FullName, Span).Print("SQLite, WAL, FULL: commit of one row, again")));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Judge(double shared, double commit) => Console.WriteLine(
        $"    target: {Target}x the faster of both one-row rates; reached {shared / commit:0.0}x: {(shared >= Target * commit ? "met" : "missed")}");

    /// <summary>The journal is closed at the end.</summary>
    internal static async Task<Rates> Turns(BenchJournal journal, int conversations, bool filtered = true)
    {
        await using var silo = await BenchSilo.Start(BenchAccounts.Immediate(), journal, filtered);
        var loads = Enumerable.Range(0, conversations).Select(number => new TurnLoad(silo.Grains, number)).ToArray();
        await Task.WhenAll(loads.Select(load => load.Open()));
        // Code is compiled and the journal has grown before the clock runs.
        await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(TimeSpan.FromSeconds(1.5), measured: false))));
        var before = silo.Journal.Commits;
        var meter = Meter.Start();
        await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(Span, measured: true))));
        return meter.Stop(loads.SelectMany(load => load.Latencies), silo.Journal.Commits - before);
    }
}
