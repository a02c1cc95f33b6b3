namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>Nothing lost, nothing twice, nothing out of order: over thousands of schedules with a crash after any step.</summary>
public class Random_schedules
{
    private const int Blocks = 20;
    private const int PerBlock = 600;

    public static TheoryData<int> FirstSeeds => [.. Enumerable.Range(0, Blocks).Select(block => 1 + (block * PerBlock))];

    [Theory, MemberData(nameof(FirstSeeds))]
    public void keep_the_laws(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + PerBlock; seed++)
        {
            try
            {
                var world = new World(seed);
                world.Run();
                foreach (var consumer in world.Consumers) Laws.Check(world, consumer);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Schedule {seed} breaks a law; run one_schedule with this seed to see it again. {fault.Message}", fault);
            }
        }
    }

    [Theory, InlineData(1)]
    public void one_schedule_reproduced_by_its_seed(int seed)
    {
        var first = Run(seed);
        var second = Run(seed);
        Assert.Equal(first, second);

        static List<string> Run(int seed)
        {
            var world = new World(seed);
            world.Run();
            foreach (var consumer in world.Consumers) Laws.Check(world, consumer);
            return [.. world.Consumers.SelectMany(c => world.EventsOf(c.Key)).Select(e => $"{e.At:O} {e.GetType().Name}")];
        }
    }
}
