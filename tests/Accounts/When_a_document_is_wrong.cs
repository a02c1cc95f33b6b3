namespace Conversations.Tests.AccountFolders;

/// <summary>Every wrong document gives exactly these lines, and no account.</summary>
public class When_a_document_is_wrong
{
    public static TheoryData<string, string, string> Documents => new()
    {
        // YAML itself
        { "account.yaml", "defaultLanguage: [en", "account.yaml:1: this is not valid YAML: While parsing a flow sequence, did not find expected ',' or ']'" },
        { "account.yaml", "", "account.yaml:1: the file is empty; remove it or write its keys" },
        { "account.yaml", "- en", "account.yaml:1: the account is a list; give a mapping with defaultBot, defaultLanguage, languages, skills, agents, workingHours, responseTimes, idle, autoClose, proposalSeconds, automaticMessages, features, allowedHosts, secrets, apiKeys, directLineSecrets" },
        { "account.yaml", "defaultLanguage: en\n---\nlanguages: [en]", "account.yaml:2: a second document begins here; write one document per file, without '---'" },
        { "account.yaml", Files.Account + "\ndefaultLanguage: de", "account.yaml:7: 'defaultLanguage' is given twice, first in line 2; remove one" },
        { "account.yaml", Files.Account + "\n? [a]\n: b", "account.yaml:7: a key must be a single word, not a list or mapping; put quotes around a text that begins with '{' or '['" },
        { "bots/helper.yaml", "flow: !!str main", "bots/helper.yaml:1: the tag 'tag:yaml.org,2002:str' has no meaning here; remove it" },
        { "bots/helper.yaml", "flow: *other", "bots/helper.yaml:1: this is not valid YAML: '*other' stands before the end of its anchor" },

        // account.yaml
        { "account.yaml", "languages: [en]\nskills: [support]", "account.yaml:1: the account needs 'defaultLanguage'; add it" },
        { "account.yaml", Files.Account + "\nallowedHost: [a.b]", "account.yaml:7: 'allowedHost' is not a key of the account; did you mean 'allowedHosts'?" },
        { "account.yaml", Files.Account + "\ncolour: red", "account.yaml:7: 'colour' is not a key of the account; known: agents, allowedHosts, apiKeys, autoClose, automaticMessages, defaultBot, defaultLanguage, directLineSecrets, features, idle, languages, proposalSeconds, responseTimes, secrets, skills, workingHours" },
        { "account.yaml", "defaultLanguage: english", "account.yaml:1: 'english' does not fit 'defaultLanguage'; write a BCP 47 tag such as en, de or pt-BR" },
        { "account.yaml", "defaultLanguage: fr\nlanguages:\n  - en\n  - de", "account.yaml:3: the default language 'fr' is not in 'languages'; add it" },
        { "account.yaml", "defaultLanguage: en\nlanguages:\n  - en\n  - EN", "account.yaml:4: 'EN' is in 'languages' twice; remove one" },
        { "account.yaml", "defaultLanguage: en\nskills: support", "account.yaml:2: 'skills' is 'support'; give a list: begin each entry with '- '" },
        { "account.yaml", "defaultLanguage: en\nskills:\n  - a b", "account.yaml:3: 'a b' does not fit 'id'; write 1 to 64 letters, digits, '.', '_' and '-', and begin with a letter or digit" },
        { "account.yaml", "defaultLanguage: en\nskills:\n  - \"a\\n\"", "account.yaml:3: 'a\n' does not fit 'id'; write 1 to 64 letters, digits, '.', '_' and '-', and begin with a letter or digit" },
        { "account.yaml", "defaultLanguage: en\nskills:\n  - ok\n  - {a: b}", "account.yaml:4: 'a' is not a key of a skill; known: assignment, autoClose, automaticMessages, bot, id, idle, name, proposalSeconds, responseTimes, workingHours|account.yaml:4: a skill needs 'id'; add it" },
        { "account.yaml", "defaultLanguage: en\nskills:", "account.yaml:2: 'skills' is empty; give it a value or remove the key" },
        { "account.yaml", "defaultLanguage: en\nallowedHosts: ['https://a.b/']", "account.yaml:2: 'https://a.b/' does not fit 'allowedHosts'; write self, a host such as api.example.com, or host:port; no scheme, path or wildcard" },
        { "account.yaml", "defaultLanguage: en\nallowedHosts: ['*.example.com']", "account.yaml:2: '*.example.com' does not fit 'allowedHosts'; write self, a host such as api.example.com, or host:port; no scheme, path or wildcard" },
        { "account.yaml", "defaultLanguage: en\nallowedHosts: ['a.b:99999']", "account.yaml:2: 'a.b:99999' is not a host; write self, a host such as api.example.com, or host:port; no scheme, path or wildcard" },
        { "account.yaml", "defaultLanguage: en\ndefaultBot: helpr", "account.yaml:2: there is no bot 'helpr'; did you mean 'helper'?" },

        // bots
        { "bots/helper.yaml", "environment: live", "bots/helper.yaml:1: a bot needs 'flow', or 'connector' for a third-party bot; add one of them" },
        { "bots/helper.yaml", "flow: mian", "bots/helper.yaml:1: there is no flow 'mian'; did you mean 'main'?" },
        { "bots/helper.yaml", "flow: main\nenvironment: test", "bots/helper.yaml:2: there is no environment 'test'; known: live" },
        { "bots/helper.yaml", "flow: ../main", "bots/helper.yaml:1: '../main' does not fit 'flow'; write 1 to 64 lower-case letters, digits and '-', and begin with a letter or digit" },
        { "bots/helper.yaml", Files.Bot + "\ninterruptions: drop", "bots/helper.yaml:3: 'interruptions' is 'drop'; write ignore or queue or process" },
        { "bots/helper.yaml", Files.Bot + "\nfailureText: ''", "bots/helper.yaml:3: 'failureText' is empty; give a text or remove the key" },
        { "bots/helper.yaml", Files.Bot + "\nfailureText: Sorry, {nobody}.", "bots/helper.yaml:3: no pattern group, result or setVariable of this flow gives '{nobody}' a value; known: chatInstanceId, consumerId, consumerName, conversationId, integrationStatus, language, text" },

        // environments
        { "environments/live.yaml", "shop: x", "environments/live.yaml:1: 'shop' is not a key of an environment; known: variables|environments/live.yaml:1: an environment needs 'variables'; add it" },
        { "environments/live.yaml", "variables:\n  shop: [a]", "environments/live.yaml:2: 'shop' of 'variables' has no single value; give a text" },
        { "environments/live.yaml", "variables:\n  my shop: a", "environments/live.yaml:2: 'my shop' does not fit 'variables'; write 1 to 64 letters, digits and '_', and begin with a letter" },
        { "environments/live.yaml", "variables:\n  system_handleIntermediateUserMessage: maybe", "environments/live.yaml:2: 'system_handleIntermediateUserMessage' is 'maybe'; write true or false" },

        // flows
        { "flows/main.yaml", "steps: []", "flows/main.yaml:1: a flow needs 'fallback'; add it" },
        { "flows/main.yaml", Files.Flow + "\nwelcome: hey", "flows/main.yaml:7: there is no step 'hey'; known: hi" },
        { "flows/main.yaml", Files.Flow + "\n  - name: hi\n    triggers: [{event: e}]\n    message: a", "flows/main.yaml:7: the step 'hi' is there twice, first in line 3; give each its own name" },
        { "flows/main.yaml", Files.Flow + "\n  - name: empty\n    triggers: [{event: e}]", "flows/main.yaml:7: the step 'empty' does nothing; give it a message, preActions or postActions" },
        { "flows/main.yaml", "fallback:\n  de: Wie bitte?", "flows/main.yaml:2: the text lacks the default language 'en', which the others fall back to; add it" },
        { "flows/main.yaml", "fallback:\n  en: Sorry?\n  de: Wie?\n  fr: Quoi?", "flows/main.yaml:4: 'fr' is not a language of the account (en, de); add it to 'languages' in account.yaml or remove the text" },
        { "flows/main.yaml", "fallback:\n  en: Sorry?\n  de: ' '", "flows/main.yaml:3: 'fallback' in 'de' is empty; give a text or remove the key" },
        { "flows/main.yaml", "fallback: [a]", "flows/main.yaml:1: 'fallback' is a list; give a text, or a mapping of language to text" },
        { "flows/main.yaml", "fallback: Hello {name", "flows/main.yaml:1: a single '{' at character 7 is not part of a variable such as {orderNumber}; write '{{' for a literal brace" },
        { "flows/main.yaml", "fallback: Hello {consumerNam}", "flows/main.yaml:1: no pattern group, result or setVariable of this flow gives '{consumerNam}' a value; did you mean 'consumerName'?" },
        { "flows/main.yaml", "fallback: Hello {$env.shpo}", "flows/main.yaml:1: {$env.shpo} has no value for the bot 'helper'; add 'shpo' to environments/live.yaml; did you mean 'shop'?" },
        { "flows/main.yaml", "fallback: Hello {$server}", "flows/main.yaml:1: {$server} is known in the 'url' of an integration only; remove it here" },
        { "flows/main.yaml", "fallback: Hello {$secret.API_TOKEN}", "flows/main.yaml:1: {$secret.API_TOKEN} would leave the server where others can read it; use secrets in the 'headers' of an integration only" },
        { "flows/main.yaml", "fallback: Hello {$evn.shop}", "flows/main.yaml:1: {$evn.shop} is not known; known: {$env.name}, {$secret.NAME} in headers, {$server} in a url" },
    };

    [Theory, MemberData(nameof(Documents))]
    public void the_lines_say_where_and_what_to_write(string path, string text, string expected)
    {
        var loading = Files.With(path, text).Load();
        Assert.Null(loading.Account);
        var errors = loading.Problems.Where(p => p.Severity is Conversations.Accounts.Loading.ProblemSeverity.Error && p.File == path);
        Assert.Equal(expected.Split('|'), errors.Select(p => p.ToString()));
    }

    [Fact]
    public void all_faults_of_all_files_are_told_at_once()
    {
        var problems = Files.With("account.yaml", "defaultLanguage: english\nskils: []")
            .And("bots/helper.yaml", "flow: mian\nenvironment: live")
            .And("flows/main.yaml", "fallback: ''")
            .Problems();
        Assert.Equal(
            [
                "account.yaml:1: 'english' does not fit 'defaultLanguage'; write a BCP 47 tag such as en, de or pt-BR",
                "account.yaml:2: 'skils' is not a key of the account; did you mean 'skills'?",
                "bots/helper.yaml:1: there is no flow 'mian'; did you mean 'main'?",
                "flows/main.yaml:1: 'fallback' is empty; give a text or remove the key",
                "flows/main.yaml:1: warning: no bot uses this flow; write a bot with 'flow: main' or remove the file",
            ],
            problems.Where(p => !p.Contains("failureText")));
    }

    [Fact]
    public void a_missing_account_file_is_told() =>
        Assert.Equal(["account.yaml:1: the file is missing; write one with at least 'defaultLanguage: en'"], new Files().Without("account.yaml").Problems());

    [Fact]
    public void an_unreadable_flow_is_not_called_unknown_as_well() =>
        Assert.All(Files.With("flows/main.yaml", "fallback: [").Problems(), p => Assert.StartsWith("flows/main.yaml:", p));

    [Fact]
    public void a_wrong_account_id_is_told() =>
        Assert.Contains(
            "account.yaml:1: '../x' can't be an account's id, which is its folder's name; write 1 to 64 lower-case letters, digits and '-', and begin with a letter or digit",
            Conversations.Accounts.Loading.AccountLoader.Load("../x", new Dictionary<string, string>()).Problems.Select(p => p.ToString()));
}
