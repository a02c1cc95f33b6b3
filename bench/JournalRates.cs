using Conversations.Journal;
using Conversations.Silo.Storage.Sqlite;

namespace Conversations.Bench;

/// <summary>
/// How many appends the journal acknowledges per second, beside what one commit costs on the same disk in the same run. Run it
/// on the file system that is meant: <c>TMPDIR</c> chooses it.
/// </summary>
public static class JournalRates
{
    private const int EventBytes = 600;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("journal-rates-");
        try
        {
            Rates.PrintHeader($"Appends of {EventBytes} bytes of events, {Span.TotalSeconds:0} s each; folder {folder.FullName}");
            var write = DiskRates.WriteAndSync(folder.FullName, Span).Print("write 4 KB + fdatasync");
            var commit = DiskRates.CommitOneRow(folder.FullName, Span).Print("SQLite, WAL, FULL: commit of one row");
            foreach (var conversations in new[] { 1, 100, 1_000 })
            {
                var alone = (await Appends(BenchJournal.OnSqlite(folder.FullName, maxBatch: 1), conversations)).Print($"journal, {conversations:N0} conversations, one each");
                var shared = (await Appends(BenchJournal.OnSqlite(folder.FullName), conversations)).Print($"journal, {conversations:N0} conversations, shared");
                Console.WriteLine($"    shared: {shared / alone:0.0}x one transaction each, {shared / commit:0.0}x a one-row commit, {shared / write:0.0}x a write + fdatasync");
            }
            Console.WriteLine($"At rest, 10 appends each, snapshot of 1,500 bytes in the last: {await BytesAtRest(folder.FullName, withSnapshot: true):N0} bytes a conversation");
            Console.WriteLine($"At rest, 10 appends each, no snapshot: {await BytesAtRest(folder.FullName, withSnapshot: false):N0} bytes a conversation (6,000 of them events)");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The journal is closed at the end.</summary>
    internal static async Task<Rates> Appends(BenchJournal journal, int conversations)
    {
        await using var closing = journal;
        var loads = Enumerable.Range(0, conversations).Select(number => new AppendLoad(journal.Journal, number, EventBytes)).ToArray();
        // Conversations exist and code is compiled before the clock runs.
        await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(TimeSpan.FromSeconds(1), measured: false))));
        var before = journal.Commits;
        var meter = Meter.Start();
        await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(Span, measured: true))));
        return meter.Stop(loads.SelectMany(load => load.Latencies), journal.Commits - before);
    }

    private static async Task<long> BytesAtRest(string folder, bool withSnapshot)
    {
        const int Conversations = 5_000;
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".db");
        await using (var store = SqliteStore.Open(new() { ConnectionString = $"Data Source={file}" }))
        {
            var journal = new SqliteConversationJournal(store);
            for (var round = 0; round < 10; round++)
            {
                ReadOnlyMemory<byte>? snapshot = withSnapshot && round is 9 ? new(new byte[1_500]) : null;
                await Task.WhenAll(Enumerable.Range(0, Conversations).Select(number => journal.Append(
                    AppendLoad.Make(number, round * 3, new byte[EventBytes]) with { Snapshot = snapshot })));
            }
        }
        return new FileInfo(file).Length / Conversations;
    }
}
