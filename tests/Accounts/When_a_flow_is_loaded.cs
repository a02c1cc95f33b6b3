using System.Text.RegularExpressions;
using Conversations.Flows;

namespace Conversations.Tests.AccountFolders;

public class When_a_flow_is_loaded
{
    private static FlowStep Step(string yaml) => Assert.Single(Files.WithStep(yaml).Loaded().Bots["helper"].Flow!.Steps);

    private static T Action<T>(string yaml) where T : FlowAction => Assert.IsType<T>(Assert.Single(Step($"name: a\ntriggers: [{{event: e}}]\npreActions:\n{yaml}").PreActions));

    [Theory, InlineData("order 5", true), InlineData("ORDER 5", true), InlineData("my order 5", false), InlineData("order 5\n", false), InlineData("order 5 now", false)]
    public void a_pattern_matches_the_whole_text_in_upper_or_lower_case(string text, bool matches)
    {
        var pattern = Assert.IsType<PatternTrigger>(Assert.Single(Step("name: a\nmessage: '{n}'\ntriggers: [{pattern: 'order (?<n>\\d)|x'}]").Triggers)).Pattern;
        Assert.Equal(matches, pattern.IsMatch(text));
        Assert.True(pattern.Options.HasFlag(RegexOptions.NonBacktracking));
        Assert.Equal("5", matches ? pattern.Match(text).Groups["n"].Value : "5");
    }

    [Fact]
    public void each_kind_of_trigger_is_there_in_order() =>
        Assert.Collection(
            Step("name: a\nmessage: a\ntriggers:\n  - event: e\n  - keywords: [x, y]").Triggers,
            t => Assert.Equal(new EventTrigger("e"), t),
            t => Assert.Equal(["x", "y"], Assert.IsType<KeywordTrigger>(t).Words));

    [Fact]
    public void proactive_messages_are_ordered_by_their_trigger_time()
    {
        var step = Step("name: a\ntriggers: [{event: e}]\npreActions: [{sendToChatInstance: {message: a, chatInstanceId: b, onSuccess: [{integration: {url: '{$server}/'}}]}}]\nproactiveMessages:\n  - triggerTimeSeconds: 900\n    message: b\n  - triggerTimeSeconds: 1\n    message: {en: a, de: c}");
        Assert.Equal([("a", 1.0), ("b", 900.0)], step.ProactiveMessages.Select(m => (m.Text.In("en", null), m.After.TotalSeconds)));
        Assert.Equal("c", step.ProactiveMessages[0].Text.In("de-AT", "en"));
    }

    [Theory]
    [InlineData("  - say: Hello", "Hello", Audience.All)]
    [InlineData("  - say: {en: Hello, de: Hallo}", "Hello", Audience.All)]
    [InlineData("  - say: {text: Hello}", "Hello", Audience.All)]
    [InlineData("  - say: {text: {en: Hello, de: Hallo}, audience: AGENTS_AND_MANAGERS}", "Hello", Audience.AgentsAndManagers)]
    public void say_is_a_text_or_text_and_audience(string yaml, string text, Audience audience)
    {
        var say = Action<SayAction>(yaml);
        Assert.Equal((text, audience), (say.Text.In("en", null), say.Audience));
    }

    [Fact]
    public void an_integration_has_defaults()
    {
        var integration = Action<IntegrationAction>("  - integration: {url: '{$server}/a'}");
        Assert.Equal(("a", "GET", "{$server}/a", null, TimeSpan.FromSeconds(30)), (integration.Name, integration.Method, integration.Url, integration.Body, integration.Timeout));
        Assert.Empty(integration.Headers);
        Assert.Empty(integration.OnFailure);
    }

    [Fact]
    public void an_integration_keeps_what_it_is_given()
    {
        var integration = Action<IntegrationAction>(
            """
              - integration:
                  name: ask
                  method: POST
                  url: https://API.example.com/{text}?a={$env.shop}
                  headers: {Authorization: 'Bearer {$secret.API_TOKEN}'}
                  body: 'a {text}'
                  timeoutSeconds: 0.25
                  result: {status: /items/0/status, all: ''}
                  onSuccess: [{say: '{status}'}]
                  onFailure: [{close: {}}]
            """);
        Assert.Equal(("ask", "POST", "a {text}", 250.0), (integration.Name, integration.Method, integration.Body, integration.Timeout.TotalMilliseconds));
        Assert.Equal("Bearer {$secret.API_TOKEN}", integration.Headers["authorization"]);
        Assert.Equal("/items/0/status", integration.Result["status"]);
        Assert.IsType<SayAction>(Assert.Single(integration.OnSuccess));
        Assert.IsType<CloseAction>(Assert.Single(integration.OnFailure));
    }

    [Fact]
    public void a_body_may_be_a_mapping_which_is_sent_as_json()
    {
        var integration = Action<IntegrationAction>("  - integration: {url: '{$server}/a', method: POST, body: {order: {id: '{text}', count: 3, ok: true, none: null, zip: '01'}, list: [a, '\"']}}");
        var sent = TextTemplate.Fill(integration.Body!, name => $"<{name}> \"", TemplateEncoding.Json);
        using var json = System.Text.Json.JsonDocument.Parse(sent);
        var order = json.RootElement.GetProperty("order");
        Assert.Equal("<text> \"", order.GetProperty("id").GetString());
        Assert.Equal((3, true, "01"), (order.GetProperty("count").GetInt32(), order.GetProperty("ok").GetBoolean(), order.GetProperty("zip").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, order.GetProperty("none").ValueKind);
        Assert.Equal("\"", json.RootElement.GetProperty("list")[1].GetString());
    }

    [Fact]
    public void send_to_chat_instance_takes_both_parameters()
    {
        var send = Action<SendToChatInstanceAction>("  - sendToChatInstance: {message: 'Hi {consumerName}', chatInstanceId: '{chatInstanceId}'}");
        Assert.Equal(("Hi {consumerName}", "{chatInstanceId}"), (send.Message, send.ChatInstanceId));
    }

    [Fact]
    public void the_other_actions_are_read()
    {
        Assert.Equal(new SetVariableAction { Name = "n", Value = "{text}" }, Action<SetVariableAction>("  - setVariable: {name: n, value: '{text}'}"));
        Assert.Equal("", Action<SetVariableAction>("  - setVariable: {name: n, value: ''}").Value);
        Assert.Equal("support", Action<TransferAction>("  - transfer: support").SkillId);
        Assert.Equal("support", Action<TransferAction>("  - transfer: {skill: support}").SkillId);
        Assert.Equal(TimeSpan.FromMilliseconds(1_500), Action<WaitAction>("  - wait: 1.5").Time);
        Assert.Equal(TimeSpan.FromMinutes(5), Action<WaitAction>("  - wait: {seconds: 300}").Time);
        Action<CloseAction>("  - close: {}");
        Action<CloseAction>("  - close:");
    }

    [Fact]
    public void what_looks_like_a_boolean_is_a_text_where_a_text_is_meant()
    {
        var account = Files.With("account.yaml", Files.Account.Replace("[en, de]", "[en, de, no]")).And("flows/main.yaml", "fallback: {en: yes, de: 12, no: true}").Loaded();
        Assert.Equal("true", account.Bots["helper"].Flow!.Fallback.In("no", null));
    }

    [Fact]
    public void anchors_repeat_a_text() =>
        Assert.Equal(
            ["a", "a"],
            Files.With("flows/main.yaml", "fallback: &sorry a\nsteps:\n  - {name: x, triggers: [{event: e}], message: *sorry}").Loaded().Bots["helper"].Flow! is var flow
                ? [flow.Fallback.In(null, null), flow.Steps[0].Message!.In(null, null)] : []);

    [Fact]
    public void a_variable_that_any_step_sets_may_be_used_in_all() =>
        Files.With("flows/main.yaml", "fallback: '{a} {b} {c}'\nsteps:\n  - name: x\n    triggers: [{pattern: '(?<a>x)'}]\n    preActions:\n      - integration: {url: '{$server}/', result: {b: /b}, onFailure: [{setVariable: {name: c, value: d}}]}").Loaded();
}
