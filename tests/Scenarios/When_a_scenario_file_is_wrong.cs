using Conversations.Simulation;

namespace Conversations.Tests.Scenarios;

/// <summary>A wrong file is told with its line and what to write instead, all mistakes at once.</summary>
public class When_a_scenario_file_is_wrong
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "steps:\n- {at: 0s, consumer: hi}", "x.yaml:1: a scenario needs 'name'; add it" },
        { "name: x\nstep: []", "x.yaml:2: 'step' is not a key of a scenario; did you mean 'steps'?" },
        { "name: x\nsteps:\n- {at: 3, consumer: hi}", "x.yaml:3: '3' does not fit 'at'; write a number and its unit, such as 500ms, 1.5s or 2m" },
        { "name: x\nsteps:\n- {at: 3s}", "x.yaml:3: a step does exactly one thing; give it one of consumer, agent, event, accept, transfer, returnToQueue, join, leave, ttr, stepUp, typing, close, server, chatInstance or changeFiles" },
        { "name: x\nsteps:\n- {at: 3s, consumer: hi, close: agent}", "x.yaml:3: a step does exactly one thing; give it one of consumer, agent, event, accept, transfer, returnToQueue, join, leave, ttr, stepUp, typing, close, server, chatInstance or changeFiles" },
        { "name: x\nsteps:\n- {at: 3s, consumer: hi}\n- {at: 2s, consumer: hi}", "x.yaml:4: this step is at 2s, before the one above it; write the steps in the order of their times" },
        { "name: x\nsteps:\n- {at: 3s, in: c2, consumer: hi}", "x.yaml:3: there is no conversation 'c2'; did you mean 'c1'?" },
        { "name: x\nconversations: [{id: a}, {id: a}]", "x.yaml:2: a conversation 'a' is there already; give this one another 'id'" },
        { "name: x\nsteps:\n- {at: 3s, server: restart}", "x.yaml:3: the server is running; crash it first" },
        { "name: x\nsteps:\n- {at: 3s, server: crash}\n- {at: 4s, server: crash}", "x.yaml:4: the server is down already; restart it first" },
        { "name: x\nsteps:\n- {at: 3s, close: bot}", "x.yaml:3: 'close' is 'bot'; write consumer or agent or system" },
        { "name: x\naccount: accounts/nowhere", "x.yaml:2: there is no folder 'accounts/nowhere' beside this file or in a folder above it; give the account's folder, or an account.yaml under 'files'" },
        { "name: x\nintegrations:\n  look-up: {takes: soon}", "x.yaml:3: 'soon' does not fit 'takes'; write a number and its unit, such as 500ms, 1.5s or 2m" },
        { "name: x\nexpect:\n  timeLine:\n  - {at: 0s, who: bot, text: x, marks: [loud]}", "x.yaml:4: 'marks' is 'loud'; write proactive or late or ignored or automatic or private" },
        { "name: x\nexpect:\n  states:\n  - {at: 0s, busy: maybe}", "x.yaml:4: 'busy' is 'maybe'; write true or false" },
        { "name: x\nexpect:\n  states:\n  - {at: 0s, timers: [soon]}", "x.yaml:4: 'soon' does not fit 'timers'; write what it does and when it is due, such as proactiveMessage 2s" },
        { "name: x\nexpect:\n  states:\n  - {at: 0s, in: c7}", "x.yaml:4: there is no conversation 'c7'; did you mean 'c1'?" },
        { "name: x\nfiles: none", "x.yaml:2: the files are not a mapping; give path and content, such as 'flows/orders.yaml: {...}'" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void its_line_and_what_to_write_are_told(string text, string problem)
    {
        var loading = Read(text);
        Assert.Contains(problem, loading.Problems.Select(p => p.ToString()));
        Assert.Null(loading.Scenario);
    }

    [Fact]
    public void all_its_mistakes_are_told_at_once()
    {
        var loading = Read("steps:\n- {at: 3}\n- {at: 1s, consumer: hi, in: nobody}\n");
        Assert.Equal([1, 2, 2, 3], loading.Problems.Select(p => p.Line));
    }

    [Fact]
    public void a_mistake_in_a_mapping_of_an_account_file_has_its_line_in_the_scenario()
    {
        var loading = Read("""
            name: x
            files:
              flows/orders.yaml:
                fallback: Pardon?
                steps:
                  - name: hi
                    trigger: [{keywords: [hi]}]
                    message: Hello
            """);
        Assert.Contains("x.yaml:7: flows/orders.yaml: 'trigger' is not a key of a step; did you mean 'triggers'?", loading.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void a_mistake_in_the_text_of_an_account_file_has_its_line_in_the_scenario()
    {
        var loading = Read("""
            name: x
            files:
              flows/orders.yaml: |
                fallback: Pardon?
                steps:
                  - name: hi
                    trigger: [{keywords: [hi]}]
                    message: Hello
            """);
        Assert.Contains("x.yaml:7: flows/orders.yaml: 'trigger' is not a key of a step; did you mean 'triggers'?", loading.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void a_call_that_nobody_answers_is_told_by_the_run()
    {
        var run = ScenarioRunner.Run(Read("""
            name: x
            account: tests/scenarios/accounts/shop
            steps: [{at: 0s, consumer: order 7}]
            """).Scenario!);
        Assert.Equal(["the integration 'look-up' is called and the scenario does not say what it answers; add it under 'integrations'"], run.Differences);
    }

    [Fact]
    public void account_files_keep_their_texts_and_numbers()
    {
        var loading = Read("""
            name: x
            files:
              account.yaml: {defaultLanguage: en, allowedHosts: [shop.example], defaultBot: b}
              bots/b.yaml: {flow: f}
              flows/f.yaml:
                fallback: "Emoji 😀, \"quotes\": {{braces}} and null"
                steps: [{name: "1", triggers: [{keywords: ["true"]}], message: "- 12"}]
            steps:
              - {at: 0s, consumer: "true"}
              - {at: 1s, consumer: else}
            expect:
              timeLine:
                - {at: 0s, who: consumer, text: "true"}
                - {at: 0s, who: bot, text: "- 12"}
                - {at: 1s, who: consumer, text: else}
                - {at: 1s, who: bot, text: "Emoji 😀, \"quotes\": {braces} and null"}
            """);
        Assert.Empty(loading.Problems);
        Assert.Empty(ScenarioRunner.Run(loading.Scenario!).Differences);
    }

    private static ScenarioLoading Read(string text) => ScenarioLoader.Read(text, "x.yaml", Folders.Root);
}
