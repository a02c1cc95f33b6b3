using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>What is done to a PostgreSQL server and when, all of it drawn from a seed beforehand.</summary>
internal sealed class Disturbances
{
    private const string Variable = "CRASH_SEED";
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(2_500);
    private readonly List<(Kind What, TimeSpan After)> _all;
    private readonly TimeSpan _stop;

    /// <param name="count">How many.</param>
    /// <param name="stop">How long the server is away, once, in the middle of them.</param>
    public Disturbances(int count, TimeSpan stop)
    {
        _stop = stop;
        Seed = int.TryParse(Environment.GetEnvironmentVariable(Variable), out var given) ? given : Random.Shared.Next();
        var random = new Random(Seed);
        _all = [.. Enumerable.Range(0, count).Select(_ => (Draw(random), Shortest + (Longest - Shortest) * random.NextDouble()))];
        _all[count / 2] = (Kind.Stop, _all[count / 2].After);
    }

    private enum Kind { Cut, Restart, Crash, Stop }

    public int Seed { get; }

    public string Repeat => $"{Variable}={Seed} repeats the disturbances";

    public override string ToString() => string.Join(", ", _all.CountBy(d => d.What).Select(c => $"{c.Value} x {c.Key}"));

    public async Task Disturb(PostgresServer server)
    {
        foreach (var (what, after) in _all)
        {
            await Task.Delay(after);
            switch (what)
            {
                case Kind.Restart:
                    await server.Restart();
                    break;
                case Kind.Crash:
                    await server.Restart("immediate");
                    break;
                case Kind.Stop:
                    await server.Stop("immediate");
                    await Task.Delay(_stop);
                    await server.StartAgain();
                    break;
                default:
                    await server.CutConnections();
                    break;
            }
        }
    }

    private static Kind Draw(Random random) => random.Next(10) switch { 0 or 1 => Kind.Restart, 2 or 3 => Kind.Crash, _ => Kind.Cut };
}
