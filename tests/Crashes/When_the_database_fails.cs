using System.Diagnostics;
using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>
/// The same promise with the journal on PostgreSQL: while the database is restarted, crashes, is away and loses its connections at
/// random, nothing that was acknowledged is lost, and what follows from it happens once.
/// </summary>
[Collection(RealProcesses.Name), Trait("Category", "Crash")]
public sealed class When_the_database_fails(ITestOutputHelper output)
{
    private const string Soak = "POSTGRES_SOAK";
    private static readonly bool IsLong = Environment.GetEnvironmentVariable(Soak) is "1";
    private static readonly int Rounds = IsLong ? 80 : 10;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(IsLong ? 30 : 5);

    [Fact]
    public async Task nothing_is_lost_or_doubled()
    {
        var disturbances = new Disturbances(Rounds, Away);
        output.WriteLine($"{disturbances.Repeat}: {disturbances}; {Soak}=1 runs it for longer, with a stop of 30 s");
        await using var postgres = await PostgresServer.StartOrSkip();
        var database = $"--Journal:ConnectionString={await postgres.MakeDatabase()}";
        using var folder = new SiloFolder();
        var port = FreePort.Take();
        await using var first = await SiloProcess.Start(folder, port, database);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var client = Client(http, first);
        var crowd = await Crowd.Gather(client, consumers: IsLong ? 200 : 60, chats: 10, agents: 4, disturbances.Seed);

        var clock = Stopwatch.StartNew();
        await crowd.TalkWhile(disturbances.Disturb(postgres));
        output.WriteLine($"{Rounds} disturbances; {crowd.Summary}, all quiet after {clock.Elapsed.TotalSeconds:0} s");

        // What is read now comes from the database.
        Assert.False(first.HasExited, first.Output);
        Assert.Equal(0, await first.Stop(TimeSpan.FromSeconds(30)));
        await using var second = await SiloProcess.Start(folder, port, database);
        var faults = await crowd.Faults(client);
        Assert.True(faults.Count is 0, $"{faults.Count} faults; {disturbances.Repeat}:\n{string.Join('\n', faults.Take(20))}");
    }

    private static HttpConversationsClient Client(HttpClient http, SiloProcess silo) => new(http, new ConversationsClientOptions
    {
        Server = silo.Address, Account = SiloProcess.Account, Key = SiloProcess.Key, Attempts = 20,
        FirstDelay = TimeSpan.FromMilliseconds(50), LongestDelay = TimeSpan.FromMilliseconds(600),
        Timeout = TimeSpan.FromSeconds(20), SilenceLimit = TimeSpan.FromSeconds(30),
    });
}
