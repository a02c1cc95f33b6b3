namespace Conversations.Tests.Accounts;

public class When_a_step_is_wrong
{
    private const string Hi = "name: hi\ntriggers: [{keywords: [hi]}]\nmessage: Hello\n";

    // Each step begins in line 3 of flows/main.yaml; its message is in line 5.
    public static TheoryData<string, string> Steps => new()
    {
        { "triggers: [{event: e}]\nmessage: a", "3: a step needs 'name'; add it" },
        { "name: a\ntrigers: [{event: e}]\nmessage: a\ntriggers: [{event: e}]", "4: 'trigers' is not a key of a step; did you mean 'triggers'?" },

        // triggers
        { "name: a\ntriggers: [{pattern: a, event: e}]\nmessage: a", "4: a trigger has exactly one key: pattern, keywords, event; begin each with '- ' of its own" },
        { "name: a\ntriggers:\n  - pattern: 'a('\nmessage: a", "5: the pattern is not a regular expression: Invalid pattern 'a(' at offset 2. Not enough )'s" },
        { "name: a\ntriggers:\n  - pattern: 'a)(b'\nmessage: a", "5: the pattern is not a regular expression: Invalid pattern 'a)(b' at offset 2. Too many )'s" },
        { "name: a\ntriggers:\n  - pattern: '(?=a)b'\nmessage: a", "5: the pattern uses look-around, back-references or atomic groups, or is too large; write it without them, so that it takes linear time" },
        { "name: a\ntriggers:\n  - pattern: '(a{1000}){1000}b'\nmessage: a", "5: the pattern uses look-around, back-references or atomic groups, or is too large; write it without them, so that it takes linear time" },
        { "name: a\ntriggers:\n  - pattern: 'a*'\nmessage: a", "5: the pattern matches the empty text; write one that needs at least one character, for example .+ for any text" },
        { "name: a\ntriggers:\n  - pattern: '(?<text>a)'\nmessage: a", "5: 'text' is built in and can't be set; use another name" },
        { "name: a\ntriggers:\n  - pattern: '(?<größe>a)'\nmessage: a", "5: 'größe' can't be a variable; write 1 to 64 letters, digits and '_', and begin with a letter" },
        { "name: a\ntriggers:\n  - keywords: []\nmessage: a", "5: 'keywords' is empty; give at least 1" },
        { "name: a\ntriggers:\n  - keywords: [hi, '']\nmessage: a", "5: 'keywords' is empty; give a text" },

        // proactive messages
        { Hi + "proactiveMessages:\n  - triggerTimeSeconds: 2\n    message: wait", "7: the step 'hi' has no integration, so nothing takes long in it; add an integration or remove 'proactiveMessages'" },
        { Hi + "postActions: [{integration: {url: '{$server}/a'}}]\nproactiveMessages:\n  - triggerTimeSeconds: 2\n    message: a\n  - triggerTimeSeconds: 2\n    message: b", "10: the trigger time 2 is taken in line 8; give each proactive message its own" },
        { Hi + "postActions: [{integration: {url: '{$server}/a'}}]\nproactiveMessages:\n  - triggerTimeSeconds: 0\n    message: a", "8: 'triggerTimeSeconds' is '0'; give a whole number from 1 to 900" },
        { Hi + "postActions: [{integration: {url: '{$server}/a'}}]\nproactiveMessages:\n  - triggerTimeSeconds: 901\n    message: a", "8: 'triggerTimeSeconds' is '901'; give a whole number from 1 to 900" },
        { Hi + "postActions: [{integration: {url: '{$server}/a'}}]\nproactiveMessages:\n  - triggerTimeSeconds: 1.5\n    message: a", "8: 'triggerTimeSeconds' is '1.5'; give a whole number from 1 to 900" },
        { Hi + "postActions: [{integration: {url: '{$server}/a'}}]\nproactiveMessages:\n  - message: a", "8: a proactive message needs 'triggerTimeSeconds'; add it" },
        { Hi + "postActions: [{integration: {url: '{$server}/a'}}]\nproactiveMessages:\n  - triggerTimeSeconds: 2", "8: a proactive message needs 'message'; add it" },

        // actions
        { Hi + "preActions:\n  - say: a\n    wait: 1", "7: an action has exactly one key: say, integration, sendToChatInstance, setVariable, transfer, close, wait; begin each with '- ' of its own" },
        { Hi + "preActions:\n  - sy: a", "7: 'sy' is not a key of an action; did you mean 'say'?" },
        { Hi + "preActions:\n  - say: {text: a, audience: AGENTS}", "7: 'audience' is 'AGENTS'; write ALL or AGENTS_AND_MANAGERS" },
        { Hi + "preActions:\n  - close: true", "7: close is 'true'; write 'close: {}'" },
        { Hi + "preActions:\n  - wait: 0", "7: 'seconds' is '0'; give a number from 0.001 to 300" },
        { Hi + "preActions:\n  - wait: {seconds: 300.001}", "7: 'seconds' is '300.001'; give a number from 0.001 to 300" },
        { Hi + "preActions:\n  - transfer: suport", "7: there is no skill 'suport'; add it to 'skills' in account.yaml; did you mean 'support'?" },
        { Hi + "preActions:\n  - setVariable: {name: text, value: a}", "7: 'text' is built in and can't be set; use another name" },
        { Hi + "preActions:\n  - setVariable: {name: a b, value: a}", "7: 'a b' does not fit 'name'; write 1 to 64 letters, digits and '_', and begin with a letter" },
        { Hi + "preActions:\n  - sendToChatInstance: {message: a}", "7: sendToChatInstance needs 'chatInstanceId'; add it" },
        { Hi + "preActions:\n  - sendToChatInstance: {chatInstanceId: '{chatInstanceId}'}", "7: sendToChatInstance needs 'message'; add it" },
        { Hi + "preActions:\n  - sendToChatInstance:\n      message: ''\n      chatInstanceId: a", "8: 'message' is empty; give a text" },

        // integrations
        { Hi + "preActions:\n  - integration: {name: a}", "7: an integration needs 'url'; add it" },
        { Hi + "preActions:\n  - integration: {url: 'https://evil.example/'}", "7: the host 'evil.example' is not allowed; add it to 'allowedHosts' in account.yaml" },
        { Hi + "preActions:\n  - integration: {url: 'https://api.example.com:8443/'}", "7: the host 'api.example.com:8443' is not allowed; add it to 'allowedHosts' in account.yaml" },
        { Hi + "preActions:\n  - integration: {url: 'https://api.example.com@evil.example/'}", "7: the host of this url can't be told; begin with {$server}/ or with http:// or https:// and a host that is written out, so that it can be held against 'allowedHosts'" },
        { Hi + "preActions:\n  - integration: {url: 'https://api.example.com{text}/'}", "7: the host of this url can't be told; begin with {$server}/ or with http:// or https:// and a host that is written out, so that it can be held against 'allowedHosts'" },
        { Hi + "preActions:\n  - integration: {url: 'file:///etc/passwd'}", "7: the host of this url can't be told; begin with {$server}/ or with http:// or https:// and a host that is written out, so that it can be held against 'allowedHosts'" },
        { Hi + "preActions:\n  - integration: {url: 'https://api.example.com/{$server}'}", "7: {$server} stands in the middle; begin with {$server}/ or with http:// or https:// and a host that is written out" },
        { Hi + "preActions:\n  - integration: {url: '{$server}orders'}", "7: '/' is missing after {$server}; write {$server}/orders" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', method: get}", "7: 'method' is 'get'; write GET or POST or PUT or PATCH or DELETE" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', timeoutSeconds: 301}", "7: 'timeoutSeconds' is '301'; give a number from 0.001 to 300" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', body: a}", "7: a GET sends no body; write 'method: POST' (or PUT, PATCH, DELETE), or remove the body" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', method: POST, body: '{\"a\": 1}'}", "7: a single '{' at character 1 is not part of a variable such as {orderNumber}; write '{{' for a literal brace" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', result: {status: status}}", "7: 'status' is no place in the response; write a JSON Pointer (RFC 6901) into the response, such as /status or /items/0/name" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', result: {language: /a}}", "7: 'language' is built in and can't be set; use another name" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/{$secret.API_TOKEN}'}", "7: {$secret.API_TOKEN} would leave the server where others can read it; use secrets in the 'headers' of an integration only" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', headers: {Authorization: '{$secret.OTHER}'}}", "7: the secret 'OTHER' is not listed; add it to 'secrets' in account.yaml; known: API_TOKEN" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', headers: {Host: evil}}", "7: the header 'Host' can't be set; remove it" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', headers: {A: \"b\\r\\nC: d\"}}", "7: the header 'A' holds a line break or a character beyond ASCII; write printable ASCII on one line" },
        { Hi + "preActions:\n  - integration: {url: '{$server}/a', headers: {A: b, a: c}}", "7: the header 'a' is there twice, upper and lower case mean the same; remove one" },
    };

    [Theory, MemberData(nameof(Steps))]
    public void the_line_says_what_to_write(string step, string expected)
    {
        var loading = Files.WithStep(step).Load();
        Assert.Null(loading.Account);
        Assert.Equal([$"flows/main.yaml:{expected}"], loading.Problems.Select(p => p.ToString()));
    }

    [Theory, InlineData(50, true), InlineData(51, false)]
    public void a_step_has_at_most_50_actions_branches_included(int actions, bool allowed)
    {
        var branch = string.Concat(Enumerable.Repeat("{say: a}, ", actions - 1));
        var problems = Files.WithStep(Hi + $"preActions: [{{integration: {{url: '{{$server}}/a', onFailure: [{branch}]}}}}]").Problems();
        Assert.Equal(allowed ? [] : [$"flows/main.yaml:3: the step 'hi' has {actions} actions; write at most 50, branches included"], problems);
    }

    [Theory, InlineData(5, true), InlineData(6, false)]
    public void branches_stand_at_most_5_deep_in_each_other(int depth, bool allowed)
    {
        var action = "{say: a}";
        for (var i = 1; i < depth; i++)
        {
            action = $"{{integration: {{url: '{{$server}}/a', onSuccess: [{action}]}}}}";
        }

        var problems = Files.WithStep(Hi + $"preActions: [{action}]").Problems();
        Assert.Equal(allowed ? [] : ["flows/main.yaml:6: branches stand more than 5 deep in each other; move them into steps of their own"], problems);
    }

    [Theory, InlineData(8_000, true), InlineData(8_001, false)]
    public void a_text_has_at_most_8000_characters(int length, bool allowed)
    {
        var problems = Files.With("flows/main.yaml", $"fallback: {new string('a', length)}").Problems();
        Assert.Equal(allowed ? [] : ["flows/main.yaml:1: 'fallback' has 8001 characters; write at most 8000"], problems);
    }
}
