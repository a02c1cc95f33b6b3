using Conversations.Tests.Servers;

namespace Conversations.Bench;

/// <summary>
/// The bare journal and durable turns on PostgreSQL, beside what pgbench commits row by row on the same server in the same run. The
/// server is started here, on the file system that TMPDIR chooses, unless BENCH_POSTGRES names a database (without a password; use
/// PGPASSWORD).
/// </summary>
public static class PostgresRates
{
    private const int Target = 10;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    public static async Task Run()
    {
        if (Environment.GetEnvironmentVariable("BENCH_POSTGRES") is { Length: > 0 } given)
        {
            await Measure(() => Task.FromResult($"{given};Search Path=bench_{Guid.NewGuid():N}"), given);
        }
        else if (PostgresPrograms.AreThere)
        {
            await using var server = await PostgresServer.Start();
            await Measure(server.MakeDatabase, await server.MakeDatabase());
        }
        else
        {
            Console.WriteLine("PostgreSQL: left out, there is no server on this machine and BENCH_POSTGRES names none.");
        }
    }

    private static async Task Measure(Func<Task<string>> journal, string scratch)
    {
        Rates.PrintHeader($"PostgreSQL, {Span.TotalSeconds:0} s each");
        var commit = await PgBench.CommitOneRow(scratch, 1, Span);
        await PgBench.CommitOneRow(scratch, 8, Span);
        await PgBench.CommitOneRow(scratch, 64, Span);
        foreach (var conversations in new[] { 1, 100, 1_000 })
        {
            (await JournalRates.Appends(await BenchJournal.OnPostgres(await journal()), conversations)).Print($"bare journal, {conversations:N0} conversations");
        }
        foreach (var conversations in new[] { 1, 100, 1_000 })
        {
            var shared = (await TurnRates.Turns(await BenchJournal.OnPostgres(await journal()), conversations)).Print($"turns, {conversations:N0} conversations");
            if (conversations is 1_000)
            {
                Judge(shared, commit, await PgBench.CommitOneRow(scratch, 1, Span));
            }
        }
    }

    private static void Judge(double turns, double before, double after) => Console.WriteLine(
        $"    target: {Target}x the faster of both one-client rates; reached {turns / Math.Max(before, after):0.0}x " +
        $"({turns / Math.Min(before, after):0.0}x the slower): {(turns >= Target * Math.Max(before, after) ? "met" : "missed")}");
}
