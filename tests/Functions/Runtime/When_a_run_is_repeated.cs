using System.Text;
using Conversations.Functions;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Functions.Runtime;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_run_is_repeated(FunctionHosts hosts) : IClassFixture<FunctionHosts>
{
    private const int Runs = 200;

    // Its steps are drawn by its own Math.random, its waits end in whatever order the world has.
    private const string Wanderer = """
        const seen = [];
        let cache = 0;
        async function lambda(input) {
          const one = async (i) => {
            const dice = Math.random();
            if (dice < 0.2) { await new Promise(r => setTimeout(r, Math.random() * 20)); seen.push(['timer', i, performance.now()]); }
            else if (dice < 0.5) { try { seen.push(['fetch', i, await (await fetch(`https://example.com/${i}`)).text()]); } catch (e) { seen.push(['refused', i, e.message]); } }
            else if (dice < 0.7) { seen.push(['first', i, await Promise.race([fetch('https://example.com/a').then(r => r.text(), () => 'x'), new Promise(r => setTimeout(r, 5, 'late'))])]); }
            else if (dice < 0.8) console.log(`${i}`, { at: new Date(), uuid: crypto.randomUUID() });
            else seen.push(['now', i, Date.now(), Math.random(), cache++]);
          };
          const count = 1 + Math.floor(Math.random() * 12);
          if (Math.random() < 0.5) for (let i = 0; i < count; i++) await one(i);
          else await Promise.all(Array.from({ length: count }, (_, i) => one(i)));
          if (Math.random() < 0.1) throw new Error(`failed with ${seen.length}`);
          return seen;
        }
        """;

    [Fact]
    public async Task it_gives_the_same_result_and_logs_to_the_byte()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        Random random = new(seed);
        var compared = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => Repeat((ulong)random.NextInt64(), random.Next())));
        Assert.All(compared, pair => Assert.Equal(pair.First, pair.Again));
        Assert.True(compared.Select(pair => pair.First).Distinct().Count() > Runs * 9 / 10, "The runs hardly differ; nothing was shown.");
    }

    private async Task<(string First, string Again)> Repeat(ulong seed, int world)
    {
        var call = FunctionHosts.Code(Wanderer) with { Seed = seed };
        Random random = new(world);
        SilentHost host = new() { OnFetch = (request, over) => Answer(random, request, over) };
        var first = await hosts.Run(call, host);
        var again = await hosts.Run(call with { Record = new(first.Answers, first.Steps) });
        return (Text(first), Text(again));
    }

    private static async Task<HostAnswer> Answer(Random random, string request, CancellationToken over)
    {
        int wait;
        int kind;
        lock (random)
        {
            (wait, kind) = (random.Next(15), random.Next(4));
        }
        await Task.Delay(wait, over);
        return kind is 0 ? HostAnswer.Refused("not today") : HostAnswer.Of($$"""{"status":200,"headers":{},"body":"{{wait}} {{request.Length}}"}""");
    }

    private static string Text(FunctionRun run)
    {
        StringBuilder text = new();
        text.AppendLine(run.Result).AppendLine(run.ErrorCode).AppendLine(run.ErrorMessage);
        foreach (var line in run.Logs)
        {
            text.AppendLine($"{line.Level} {line.Message} {line.Extras} {line.Timestamp:O}");
        }
        return text.ToString();
    }
}
