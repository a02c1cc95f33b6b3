using System.Diagnostics;
using Conversations.Simulation;

namespace Conversations.Tests.Scenarios;

public class When_a_week_is_played
{
    [Theory, InlineData("a-week-of-idle-clocks-shifts-and-the-end-of-summer-time.yaml"), InlineData("ten-conversations-in-the-week-of-easter.yaml")]
    public void it_takes_less_than_a_second(string file)
    {
        // The best of several: the machine may be busy with something else.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 10 && best >= TimeSpan.FromSeconds(1); i++)
        {
            var watch = Stopwatch.StartNew();
            var run = ScenarioRunner.Run(ScenarioLoader.Load(Path.Combine(Folders.Scenarios, file)).Scenario!);
            var printed = TimeLine.Print(run);
            best = watch.Elapsed < best ? watch.Elapsed : best;
            Assert.True(run.Moments[^1].At - run.Start > TimeSpan.FromDays(6), "The scenario no longer lasts a week.");
            Assert.Contains("As expected.", printed, StringComparison.Ordinal);
        }
        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
