namespace Conversations.Tests.Engines.Embedded.Routing;

/// <summary>Never two agents on one conversation, never more than fit, nobody forgotten: over random days with crashes after any step.</summary>
public class Random_routing(ITestOutputHelper output)
{
    private const int Blocks = 10;
    private const int PerBlock = 30;

    public static TheoryData<int> FirstSeeds => [.. Enumerable.Range(0, Blocks).Select(block => 1 + (block * PerBlock))];

    [Theory, MemberData(nameof(FirstSeeds))]
    public void keeps_the_laws(int firstSeed)
    {
        var (conversations, assignments, crashes) = (0, 0, 0);
        for (var seed = firstSeed; seed < firstSeed + PerBlock; seed++)
        {
            try
            {
                var world = new RoutingWorld(seed);
                world.Run();
                (conversations, assignments, crashes) = (conversations + world.Conversations, assignments + world.Audit.Assignments, crashes + world.Crashes);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Day {seed} breaks a law; run keeps_the_laws with this seed first to see it again. {fault.Message}", fault);
            }
        }
        output.WriteLine($"Seeds {firstSeed} to {firstSeed + PerBlock - 1}: {conversations} conversations, {assignments} assignments, {crashes} crashes.");
    }
}
