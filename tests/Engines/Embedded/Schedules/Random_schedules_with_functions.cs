namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>The race that SEED2 warns of, message and close in one result: it arrives as message, then closed, whatever happens around it.</summary>
public class Random_schedules_with_functions(ITestOutputHelper output)
{
    private const int Wanted = 10_000;

    [Fact]
    public void say_goodbye_before_they_close_ten_thousand_times_of_ten_thousand()
    {
        var (closed, schedules, crashes) = (0, 0, 0);
        for (var seed = 1; closed < Wanted; seed++, schedules++)
        {
            try
            {
                var world = new World(seed, functions: true);
                world.Run();
                crashes += world.Crashes;
                closed += world.Consumers.Count(consumer => SaidGoodbyeAndClosed(world.EventsOf(consumer.Key)));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Schedule {seed} breaks a law. {fault.Message}", fault);
            }
        }
        output.WriteLine($"{closed} of {closed} conversations were told goodbye and then closed, in {schedules} schedules with {crashes} crashes");
    }

    private static bool SaidGoodbyeAndClosed(IReadOnlyList<ConversationEvent> events)
    {
        var said = events.Select((e, i) => (Event: e, Index: i)).Where(e => e.Event is MessagePublished { Message.Text: ScheduleAccount.Goodbye }).ToArray();
        var closedByFunction = events.OfType<ConversationClosed>().Any(c => c.By == CloseReason.System);
        Assert.Equal(closedByFunction ? 1 : 0, said.Length);
        var settled = events.OfType<EffectSettled>().Select(e => e.Key).ToArray();
        Assert.Equal(settled.Distinct(), settled);
        if (!closedByFunction) return false;
        // Settled, said and closed are one append: nothing is between them.
        Assert.IsType<EffectSettled>(events[said[0].Index - 1]);
        Assert.IsType<ConversationClosed>(events[said[0].Index + 1]);
        return true;
    }
}
