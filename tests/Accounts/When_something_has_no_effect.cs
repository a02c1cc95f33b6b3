namespace Conversations.Tests.Accounts;

/// <summary>Warnings: the account loads, and its author learns what does not do what it seems to.</summary>
public class When_something_has_no_effect
{
    public static TheoryData<string, string, string> Documents => new()
    {
        { "flows/main.yaml", Files.Flow + "\n  - name: again\n    triggers:\n      - keywords: [hey, Hi]\n    message: a", "flows/main.yaml:9: warning: the keyword 'Hi' never fires here, because the step 'hi' has it first; remove one" },
        { "flows/main.yaml", "fallback: a\nsteps:\n  - {name: a, message: a, triggers: [{pattern: x}]}\n  - {name: b, message: b, triggers: [{pattern: X}]}", "flows/main.yaml:4: warning: the pattern 'X' never fires here, because the step 'a' has it first; remove one" },
        { "flows/main.yaml", "fallback: a\nsteps:\n  - {name: a, message: a, triggers: [{event: x}]}\n  - {name: b, message: b, triggers: [{event: x}]}", "flows/main.yaml:4: warning: the event 'x' never fires here, because the step 'a' has it first; remove one" },
        { "flows/main.yaml", "fallback: a\nsteps:\n  - {name: a, message: a}", "flows/main.yaml:3: warning: the step 'a' never runs: it has no triggers and is not the welcome step; add triggers" },
        { "flows/main.yaml", "fallback: {en: a}", "flows/main.yaml:1: warning: the text is not there in 'de'; the one in 'en' is used instead" },
        { "flows/other.yaml", "fallback: a", "flows/other.yaml:1: warning: no bot uses this flow; write a bot with 'flow: other' or remove the file" },
        { "environments/other.yaml", "variables: {a: b}", "environments/other.yaml:1: warning: no bot is linked to this environment, so it has no effect; write 'environment: other' in a bot" },
        { "environments/live.yaml", "variables: {system_intermediateBotMesage: b}", "environments/live.yaml:1: warning: there is no system variable 'system_intermediateBotMesage', so it steers nothing; did you mean 'system_intermediateBotMessage'?" },
        { "account.yaml", Files.Account.Replace("API_TOKEN", "MISSING"), "account.yaml:6: warning: the environment variable 'MISSING' is not set; integrations that use it will fail; set it and start the server again" },
        { "account.yaml", Files.Account.Replace("defaultLanguage: en", "defaultLanguage: de"), "bots/helper.yaml:1: warning: without 'failureText' consumers read \"Sorry, something went wrong. Please try again later.\" when an integration fails; add one in 'de'" },
    };

    [Theory, MemberData(nameof(Documents))]
    public void a_warning_says_so_and_the_account_loads(string path, string text, string expected)
    {
        var loading = Files.With(path, text).Load();
        Assert.Equal([expected], loading.Problems.Select(p => p.ToString()));
        Assert.NotNull(loading.Account);
    }

    [Fact]
    public void the_welcome_step_needs_no_triggers() =>
        Files.With("flows/main.yaml", "fallback: a\nwelcome: a\nsteps:\n  - {name: a, message: a}").Loaded();
}
