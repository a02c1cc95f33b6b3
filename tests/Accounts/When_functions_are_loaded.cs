using Conversations.Functions;

namespace Conversations.Tests.AccountFolders;

public class When_functions_are_loaded
{
    private const string Code = "function lambda(input, callback) { callback(null, []); }";

    private static Files Function(string yaml) => Files.With("functions/greet.yaml", yaml).And("functions/greet.js", Code);

    private static string[] ProblemsOf(Files files) => [.. files.Problems().Where(p => p.StartsWith("functions/", StringComparison.Ordinal))];

    [Fact]
    public void one_on_an_event_is_a_route()
    {
        var account = Function("""
            event: messaging NEW conversation
            skills: [support]
            description: Greets.
            timeoutSeconds: 1.5
            environment: {GREETING: Hello, TOKEN: "Bearer {$secret.API_TOKEN}", LIMITS: '{"a": 1}'}
            """).Loaded();
        var function = Assert.Single(account.Functions);
        Assert.Equal(("greet", MessagingEvents.NewConversation, Code, null, "Greets."), (function.Id, function.Event, function.Code, function.Url, function.Description));
        Assert.Equal(["support"], function.SkillIds);
        Assert.Equal(TimeSpan.FromSeconds(1.5), function.Timeout);
        Assert.Equal(("Hello", "Bearer {$secret.API_TOKEN}", "{\"a\": 1}"), (function.Environment["GREETING"], function.Environment["TOKEN"], function.Environment["LIMITS"]));
        var route = Assert.Single(account.FunctionRoutes);
        Assert.Equal(("greet", MessagingEvents.NewConversation), (route.Id, route.Event));
        Assert.True(route.Serves("support"));
        Assert.False(route.Serves(null));
    }

    [Fact]
    public void one_without_an_event_is_no_route()
    {
        var account = Function("description: Helps others.").Loaded();
        Assert.Equal((null, TimeSpan.FromSeconds(30)), (Assert.Single(account.Functions).Event, account.Functions[0].Timeout));
        Assert.Empty(account.FunctionRoutes);
    }

    [Fact]
    public void code_may_be_shared_and_an_address_needs_none()
    {
        var account = Files.With("functions/one.yaml", "{event: controllerbot_messaging_ttr, code: shared.js}").And("functions/two.yaml", "code: shared.js")
            .And("functions/shared.js", Code).And("functions/far.yaml", "url: https://api.example.com/hook?a=1").And("functions/near.yaml", "url: '{$server}/demo/hook'").Loaded();
        Assert.Equal([null, null, Code, Code], account.Functions.Select(f => f.Code));
        Assert.Equal("https://api.example.com/hook?a=1", account.Functions[0].Url);
    }

    public static TheoryData<string, string> Documents => new()
    {
        { "event: Messaging New Conversaton", "1: there is no messaging event 'Messaging New Conversaton'; did you mean 'Messaging New Conversation'?" },
        { "event: ''", "1: 'event' is empty; give a text" },
        { "skills: [suport]", "1: there is no skill 'suport'; add it to 'skills' in account.yaml; did you mean 'support'?" },
        { "timeoutSeconds: 61", "1: 'timeoutSeconds' is '61'; give a number from 1 to 60" },
        { "code: great.js", "1: there is no functions/great.js; did you mean 'greet.js'?|greet.js:1: no function has this code; write functions/greet.yaml or remove the file" },
        { "code: ../greet.js", "1: '../greet.js' does not fit 'code'; write the name of a file in functions/, such as welcome.js" },
        { "{code: greet.js, url: 'https://api.example.com/'}", "1: give either 'url' or 'code', and only one of them|greet.js:1: no function has this code; write functions/greet.yaml or remove the file" },
        { "environment: {greeting: a}", "1: 'greeting' does not fit 'environment'; write 1 to 64 upper-case letters, digits and '_', and begin with no digit" },
        { "environment:\n  A: b\n  TOKEN: '{$secret.API_TOKN}'", "3: the secret 'API_TOKN' is not listed; add it to 'secrets' in account.yaml; did you mean 'API_TOKEN'?" },
    };

    [Theory, MemberData(nameof(Documents))]
    public void the_lines_say_where_and_what_to_write(string yaml, string expected) => Assert.Equal(
        expected.Split('|').Select(l => l.StartsWith("greet.js", StringComparison.Ordinal) ? $"functions/{l}" : $"functions/greet.yaml:{l}").Order(),
        ProblemsOf(Function(yaml)).Order());

    [Theory]
    [InlineData("https://evil.example.com/", "the host 'evil.example.com' is not allowed; add it to 'allowedHosts' in account.yaml")]
    [InlineData("https://{consumerName}.example.com/", "the host of this url can't be told; begin with {$server}/ or with http:// or https:// and a host that is written out, so that it can be held against 'allowedHosts'")]
    [InlineData("https://api.example.com/{conversationId}", "{conversationId} has no value here; what a function is told is in the body of the request")]
    public void an_address_is_allowed_as_those_of_integrations_are(string url, string expected) =>
        Assert.Equal([$"functions/far.yaml:1: {expected}"], ProblemsOf(Files.With("functions/far.yaml", $"url: '{url}'")));

    [Theory]
    [InlineData("Messaging TTR", "Messaging TTR", false)]
    [InlineData("Messaging Conversation Idle", "Messaging Conversation Agent Idle", false)]
    [InlineData("Messaging Conversation Stuck Queue Idle", "Messaging Conversation Idle", false)]
    [InlineData("Messaging Conversation Consumer Idle", "Messaging Conversation Agent Idle", true)]
    public void two_can_not_answer_one_event(string one, string two, bool both)
    {
        var problems = ProblemsOf(Files.With("functions/a.yaml", $"event: {one}").And("functions/b.yaml", $"event: {two}").And("functions/a.js", Code).And("functions/b.js", Code));
        string IdOf(string name) => MessagingEvents.All.Single(e => e.Value == name).Key;
        string[] expected = both ? [] : [
            $"functions/b.yaml:1: 'b' can't be on '{IdOf(two)}' while 'a' is on '{IdOf(one)}', because only one function answers an event; remove one, or invoke both from a function of their own"];
        Assert.Equal(expected, problems);
    }

    [Fact]
    public void code_without_a_function_or_without_end_is_refused()
    {
        Assert.Equal(["functions/lost.js:1: no function has this code; write functions/lost.yaml or remove the file"], ProblemsOf(Files.With("functions/lost.js", Code)));
        Assert.Equal(["functions/greet.js:1: the code has 100001 characters; write at most 100000"], ProblemsOf(Function("{}").And("functions/greet.js", new string('/', 100_001))));
        Assert.Empty(ProblemsOf(Function("{}").And("functions/greet.js", new string('/', 100_000))));
        Assert.Equal(["functions/greet.yaml:1: there is no functions/greet.js; write it, or give 'url'"], ProblemsOf(Files.With("functions/greet.yaml", "{}")));
        Assert.Equal(["functions/greet.js:1: the file is empty; write a function lambda(input, callback) or remove the file"], ProblemsOf(Function("{}").And("functions/greet.js", "\n")));
    }

    [Fact]
    public void an_id_has_at_most_50_characters()
    {
        var id = new string('a', 51);
        Assert.Equal(
            [$"functions/{id}.yaml:1: a function's id, which is its file's name, has at most 50 characters; shorten it"],
            ProblemsOf(Files.With($"functions/{id}.yaml", "{}").And($"functions/{id}.js", Code)));
    }
}
