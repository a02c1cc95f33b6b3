using Conversations.Functions;

namespace Conversations.Bench;

/// <summary>
/// How many events a second go from the conversation through router and JavaScript function to the applied command, all of it durable:
/// two appends each. Beside it, in the same run, the bare rate of the same script in the same engine.
/// </summary>
public static class EventRates
{
    private const double Target = 0.5;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("event-rates-");
        var script = FunctionRates.PathOf("joined.js");
        try
        {
            var before = await FunctionRates.Bare(script);
            Rates.PrintHeader($"Events to applied commands, {Span.TotalSeconds:0} s each; Node.js {before.Node}; folder {folder.FullName}");
            Console.WriteLine($"{"bare engine, one process",-44}{before.Bare,10:N0}{1e6 / before.Bare,11:N0}");
            var best = 0.0;
            foreach (var conversations in new[] { 1, 100, 500 })
            {
                best = Math.Max(best, (await Events(folder.FullName, script, conversations)).Print($"events, {conversations:N0} conversations"));
            }
            var after = await FunctionRates.Bare(script);
            Console.WriteLine($"{"bare engine, one process, again",-44}{after.Bare,10:N0}{1e6 / after.Bare,11:N0}");
            var bare = Math.Max(before.Bare, after.Bare);
            Console.WriteLine($"    target: {Target:0.0}x the faster of both bare rates; reached {best / bare:0.00}x: {(best >= Target * bare ? "met" : "missed")}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Rates> Events(string folder, string script, int conversations)
    {
        var function = new FunctionDefinition { Id = "joined", Event = MessagingEvents.ParticipantsChange, Code = await File.ReadAllTextAsync(script) };
        var account = BenchAccounts.Immediate() with { Functions = [function] };
        await using var silo = await BenchSilo.Start(account with { FunctionRoutes = FunctionRouting.Routes(account, null) }, BenchJournal.OnSqlite(folder));
        var loads = Enumerable.Range(0, conversations).Select(number => new EventLoad(silo, number)).ToArray();
        await Task.WhenAll(loads.Select(load => load.Open()));
        await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(TimeSpan.FromSeconds(2), measured: false))));
        var commits = silo.Journal.Commits;
        var meter = Meter.Start();
        await Task.WhenAll(loads.Select(load => Task.Run(() => load.Run(Span, measured: true))));
        return meter.Stop(loads.SelectMany(load => load.Latencies), silo.Journal.Commits - commits);
    }
}
