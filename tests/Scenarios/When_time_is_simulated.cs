using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Flows;
using Conversations.Simulation;
using Conversations.Tests.Conversing;

namespace Conversations.Tests.Scenarios;

public class When_time_is_simulated
{
    private static readonly DateTimeOffset Nine = Talk.Nine;

    [Fact]
    public void at_one_instant_results_come_before_timers_and_timers_before_what_is_told()
    {
        var simulator = Start(Talk.SlowStep(2), takes: 2);
        Say(simulator, "order 7");
        simulator.RunUntil(Nine.AddSeconds(2));
        Say(simulator, "order 8");
        simulator.RunUntil(Nine.AddSeconds(2));
        Assert.Equal(["order 7", "Order 7 is .", "order 8"], Texts(simulator));
    }

    [Fact]
    public void every_deadline_on_the_way_is_stopped_at()
    {
        var simulator = Start(Talk.SlowStep(2, 5, 9), takes: 20);
        Say(simulator, "order 7");
        simulator.RunUntil(Nine.AddHours(1));
        Assert.Equal([0, 0, 2, 5, 9, 15, 20], simulator.Moments.Select(m => (m.At - Nine).TotalSeconds));
        Assert.Equal(Nine.AddHours(1), simulator.Now);
    }

    [Fact]
    public void while_the_server_is_down_nothing_happens_and_nobody_is_heard()
    {
        var simulator = Start(Talk.SlowStep(2), takes: 3);
        Say(simulator, "order 7");
        simulator.Crash();
        simulator.RunUntil(Nine.AddSeconds(60));
        Assert.Equal(RefusalCodes.Overloaded, Say(simulator, "hello?").Refusal?.Code);
        Assert.Equal(["order 7"], Texts(simulator));
    }

    [Fact]
    public void a_restart_does_what_is_overdue_and_starts_pending_effects_again_under_their_keys()
    {
        var simulator = Start(Talk.SlowStep(2), takes: 3);
        Say(simulator, "order 7");
        simulator.Crash();
        simulator.RunUntil(Nine.AddSeconds(60));
        simulator.Restart();
        simulator.RunToRest();
        Assert.Equal([("order 7", 0), ("Still looking after 2 s.", 60), ("Order 7 is .", 63)], Lines(simulator));
        var keys = simulator.Moments.Where(m => m.Occasion == Occasion.Repeat).Select(m => m.Effect!.Key);
        Assert.Equal(["e1"], keys);
    }

    [Fact]
    public void a_restart_at_the_instant_of_the_crash_loses_the_call_and_nothing_else()
    {
        var simulator = Start(Talk.SlowStep(), takes: 3);
        Say(simulator, "order 7");
        simulator.RunUntil(Nine.AddSeconds(1));
        simulator.Crash();
        simulator.Restart();
        simulator.RunToRest();
        Assert.Equal([("order 7", 0), ("Order 7 is .", 4)], Lines(simulator));
    }

    [Fact]
    public void the_same_scenario_gives_the_same_run()
    {
        Assert.Equal(Run(), Run());

        static string Run()
        {
            var simulator = Start(Talk.SlowStep(2, 5), takes: 6);
            Say(simulator, "order 7");
            Say(simulator, "hello?");
            simulator.RunToRest();
            return string.Join("\n", simulator.Moments.SelectMany(m => Story.Tell(m, new ScenarioClock(Nine))));
        }
    }

    [Fact]
    public void a_call_ends_at_its_time_limit_when_nothing_comes()
    {
        var simulator = Start(Talk.SlowStep(), takes: null);
        Say(simulator, "order 7");
        simulator.RunToRest();
        Assert.Equal([("order 7", 0), ("It failed.", 30)], Lines(simulator));
    }

    [Theory, InlineData(200, "{\"a\":{\"b/c\":[1,\"two\"]}}", "two", null), InlineData(200, "{}", null, "result"), InlineData(200, "no json", null, "result")]
    [InlineData(200, null, null, "result"), InlineData(500, "{}", null, "status"), InlineData(302, "{}", null, "status"), InlineData(null, null, null, "unreachable")]
    public void an_answer_means_what_it_means_to_the_server(int? status, string? body, string? value, string? error)
    {
        var call = new HttpIntegration
        {
            Key = "e1", Turn = 1, StartedAt = Nine, Name = "look", Method = "GET", Url = "", Timeout = TimeSpan.FromSeconds(1),
            Result = ImmutableDictionary<string, string>.Empty.Add("v", "/a/b~1c/1"),
        };
        var outcome = ResponseMapping.Outcome(call, status, body);
        Assert.Equal((error is null, error, value), (outcome.Succeeded, outcome.Error, outcome.Values.GetValueOrDefault("v")));
    }

    private static Simulator Start(FlowStep step, int? takes)
    {
        var simulator = new Simulator(Talk.Account(null, step), new ScriptedWorld { Integrations = new Answers(takes) }, Nine);
        simulator.Tell("c1", new OpenConversation { Consumer = new Consumer { Id = "ann" } });
        return simulator;
    }

    private static Receipt Say(Simulator simulator, string text) => simulator.Tell("c1", new PublishMessage
    {
        From = new Participant { Id = "ann", Role = Role.Consumer }, Text = text,
    });

    private static IEnumerable<(string?, double)> Lines(Simulator simulator) => simulator.Moments
        .SelectMany(m => m.Events.OfType<MessagePublished>()).Select(e => (e.Message.Text, (e.At - Nine).TotalSeconds));

    private static IEnumerable<string?> Texts(Simulator simulator) => Lines(simulator).Select(l => l.Item1);

    private sealed class Answers(int? takes) : IIntegrationScript
    {
        public ScriptedAnswer Answer(HttpIntegration call, int number) =>
            new() { Takes = takes is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
    }
}
