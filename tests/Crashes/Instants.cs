namespace Conversations.Tests.Crashes;

/// <summary>When the server is killed, all of it drawn from a seed beforehand.</summary>
internal sealed class Instants
{
    private const string Variable = "CRASH_SEED";
    private const string Number = "CRASH_KILLS";
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(3_000);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMilliseconds(1_000);

    /// <param name="usual">How many there are, unless <c>CRASH_KILLS</c> says otherwise.</param>
    public Instants(int usual)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(Number), out var wanted) ? wanted : usual;
        Seed = int.TryParse(Environment.GetEnvironmentVariable(Variable), out var given) ? given : Random.Shared.Next();
        var random = new Random(Seed);
        All = [.. Enumerable.Range(0, count).Select(_ => Draw(random))];
    }

    public int Seed { get; }

    /// <summary>Counted from when it listens or, for one in five, from when its process begins.</summary>
    public IReadOnlyList<(bool WhileStarting, TimeSpan After)> All { get; }

    public string Repeat => $"{Variable}={Seed} repeats the instants";

    private static (bool, TimeSpan) Draw(Random random)
    {
        var whileStarting = random.Next(5) is 0;
        var range = (whileStarting ? LongestStart : Longest) - Shortest;
        return (whileStarting, Shortest + range * random.NextDouble());
    }
}
