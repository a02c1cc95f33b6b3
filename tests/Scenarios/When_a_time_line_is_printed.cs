using Conversations.Simulation;

namespace Conversations.Tests.Scenarios;

public class When_a_time_line_is_printed
{
    private const string Order = """
        name: An order
        account: tests/scenarios/accounts/shop
        integrations:
          look-up: {takes: 3s, body: {status: shipped}}
        steps:
          - {at: 0s, consumer: order 7}
          - {at: 1s, consumer: hi}

        """;

    [Fact]
    public void it_tells_what_happened_and_why() => Assert.Equal(
        """
        An order

         time  who       text  marks
        0.000            · opened for bot helper, language en
        0.000  consumer  order 7
        0.000            · turn 1 started for line 1: step 'order'; busy until 15.000 at the latest
        0.000            · e1 'look-up' started: GET https://shop.example/orders/7, at most 60s
        0.000            · turn 1 waits for e1
        0.000            · timers: turnTimeout 15.000
        1.000  consumer  hi  ignored
        1.000            · not given to the bot, which is busy with turn 1 until 15.000 at the latest
        3.000            · e1 'look-up' answered 200 after 3s: status = shipped
        3.000  bot       Order 7: shipped.
        3.000            · turn 1 ended: answered
        3.000            · no timer is armed

        """.ReplaceLineEndings(), TimeLine.Print(Run(Order)).ReplaceLineEndings());

    [Fact]
    public void a_time_line_that_differs_is_shown_as_a_diff()
    {
        var run = Run(Order + """
            expect:
              timeLine:
                - {at: 0s, who: consumer, text: order 7}
                - {at: 1s, who: consumer, text: hi}
                - {at: 3s, who: bot, text: "Order 7: shipped."}
            """);
        Assert.Equal(
            """
            the time line of c1 differs (- expected, + happened):
                    0.000  consumer  order 7
              -     1.000  consumer  hi
              +     1.000  consumer  hi  [ignored]
                    3.000  bot       Order 7: shipped.  answers 1
            """.ReplaceLineEndings("\n"), run.Differences.Single().ReplaceLineEndings("\n"));
        Assert.Contains("Not as expected:", TimeLine.Print(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("states: [{at: 1s, busy: false, turns: 2, skill: support, timers: [turnTimeout 2s]}]", "1.000 c1 (line 9): busy should be false and is true")]
    [InlineData("states: [{at: 1s, timers: [turnTimeout 2s]}]", "1.000 c1 (line 9): timers should be [turnTimeout 2s] and are [turnTimeout 15s]")]
    [InlineData("states: [{at: 1s, skill: support}]", "1.000 c1 (line 9): skill should be support and is none")]
    [InlineData("decisions: [{at: 3s, text: turn 1 ended: failed}]", "turn 1 ended: answered")]
    public void what_differs_is_named_with_its_line(string expected, string difference)
    {
        var text = expected.Replace("text: turn 1 ended: failed", "text: \"turn 1 ended: failed\"", StringComparison.Ordinal);
        Assert.Contains(Run(Order + $"expect:\n  {text}").Differences, d => d.Contains(difference, StringComparison.Ordinal));
    }

    [Fact]
    public void a_step_that_is_answered_otherwise_than_expected_is_named()
    {
        var run = Run(Order + "  - {at: 4s, close: agent}\n  - {at: 5s, consumer: hello}\n  - {at: 6s, close: agent, refused: conversation_closed}\n");
        Assert.Equal(
            [
                "5.000: 'hello' should be accepted, and it was refused with conversation_closed: The conversation 'c1' is closed; open a new one.",
                "6.000: closing should be refused with conversation_closed, and it was accepted",
            ],
            run.Differences);
    }

    private static ScenarioRun Run(string text)
    {
        var loading = ScenarioLoader.Read(text, "x.yaml", Folders.Root);
        Assert.True(loading.Scenario is not null, string.Join("\n", loading.Problems));
        return ScenarioRunner.Run(loading.Scenario);
    }
}
