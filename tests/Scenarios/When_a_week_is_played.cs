using Conversations.Simulation;

namespace Conversations.Tests.Scenarios;

/// <summary>A week is played as quickly as what happens in it, and not as slowly as its seconds are many.</summary>
public class When_a_week_is_played
{
    [Theory, InlineData("a-week-of-idle-clocks-shifts-and-the-end-of-summer-time.yaml"), InlineData("ten-conversations-in-the-week-of-easter.yaml")]
    public void the_clock_stops_only_where_something_happens(string file)
    {
        var run = Play(file);
        Assert.True(run.Moments[^1].At - run.Start > TimeSpan.FromDays(6), "The scenario no longer lasts a week.");
        Assert.Contains("As expected.", TimeLine.Print(run), StringComparison.Ordinal);
        Assert.All(run.Moments.Where(moment => moment.Occasion is Occasion.Timer), tick => Assert.NotEmpty(tick.Events));
    }

    private static ScenarioRun Play(string file) => ScenarioRunner.Run(ScenarioLoader.Load(Path.Combine(Folders.Scenarios, file)).Scenario!);
}
