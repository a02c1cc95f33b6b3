using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations.Tests.AccountFolders;

public class When_connectors_are_loaded
{
    private const string DirectLine = "kind: directline\nendpoint: https://api.example.com/v3/directline";
    private const string BotFramework = "kind: botframework\nendpoint: '{$server}/bot'";

    private static Files Connector(string yaml, string beside = "") =>
        Files.With("bots/partner.yaml", $"{beside}connector:\n  {yaml.ReplaceLineEndings("\n").Replace("\n", "\n  ")}");

    private static BotConnector Loaded(string yaml) => Connector(yaml).Loaded().Bots["partner"].Connector!;

    private static string[] ProblemsOf(Files files) => [.. files.Problems().Where(p => p.StartsWith("bots/partner.yaml:", StringComparison.Ordinal))];

    [Fact]
    public void what_is_not_said_has_its_default()
    {
        var bot = Connector(DirectLine).Loaded().Bots["partner"];
        Assert.Null(bot.Flow);
        Assert.Equal(InterruptionRules.Default, bot.Interruptions);
        Assert.Equal(new BotConnector { Kind = BotConnectorKind.DirectLine, Endpoint = "https://api.example.com/v3/directline" }, bot.Connector! with { ProactiveMessages = [] });
        Assert.Empty(bot.Connector!.ProactiveMessages);
        Assert.Equal(
            (TimeSpan.FromSeconds(15), 2, 999, true, true, TimeSpan.Zero),
            (bot.Connector.Timeout, bot.Connector.Retries, bot.Connector.ConversationLimit, bot.Connector.Welcome, bot.Connector.WebSocket, bot.Connector.MultipleActivities));
    }

    [Fact]
    public void every_setting_of_direct_line_is_read()
    {
        var connector = Loaded("""
            kind: directline
            endpoint: https://api.example.com/v3/directline/
            secret: "{$secret.API_TOKEN}"
            transport: polling
            multipleActivitiesMs: 1000
            timeoutSeconds: 2.5
            retries: 0
            lateAnswers: private
            proactive: true
            engagementAttributes: true
            welcome: false
            welcomeAfterTransfer: true
            combineMessages: {maxMessages: 3, seconds: 1.5, secondsAfterTyping: 4}
            conversationLimit: 250
            """);
        Assert.Equal(
            ("https://api.example.com/v3/directline", "{$secret.API_TOKEN}", false, TimeSpan.FromSeconds(1)),
            (connector.Endpoint, connector.Secret, connector.WebSocket, connector.MultipleActivities));
        Assert.Equal((TimeSpan.FromSeconds(2.5), 0, LateAnswers.Private, 250), (connector.Timeout, connector.Retries, connector.LateAnswers, connector.ConversationLimit));
        Assert.Equal((true, true, false, true), (connector.Proactive, connector.EngagementAttributes, connector.Welcome, connector.WelcomeAfterTransfer));
        Assert.Equal(new CombineMessages { MaxMessages = 3, Within = TimeSpan.FromSeconds(1.5), AfterTyping = TimeSpan.FromSeconds(4) }, connector.Combine);
    }

    [Fact]
    public void every_setting_of_bot_framework_is_read()
    {
        var connector = Loaded("""
            kind: botframework
            endpoint: "{$server}/demo/bot"
            expectReplies: true
            lateAnswers: drop
            identity: {appId: partner, issuer: "https://sts.example.com/", metadata: https://api.example.com/.well-known/openid-configuration}
            escalation:
              skill: support
              toConsumer: {en: Please wait., de: Bitte warten.}
              toAgent: The bot failed.
              transferFailed: Nobody is there.
            proactiveMessages:
              - {triggerTimeSeconds: 5, message: Still there.}
              - {triggerTimeSeconds: 2, message: {en: A moment., de: Moment.}}
            """);
        Assert.Equal((BotConnectorKind.BotFramework, "{$server}/demo/bot", true, LateAnswers.Drop), (connector.Kind, connector.Endpoint, connector.ExpectReplies, connector.LateAnswers));
        Assert.Equal(
            new BotIdentity { AppId = "partner", Issuer = "https://sts.example.com/", Metadata = "https://api.example.com/.well-known/openid-configuration" },
            connector.Identity);
        Assert.Equal(("support", "Bitte warten.", "The bot failed.", "Nobody is there."), (
            connector.Escalation!.SkillId, connector.Escalation.ToConsumer!.In("de", "en"), connector.Escalation.ToAgent!.In("de", "en"), connector.Escalation.TransferFailed!.In(null, "en")));
        Assert.Equal([(2, "A moment."), (5, "Still there.")], connector.ProactiveMessages.Select(p => ((int)p.After.TotalSeconds, p.Text.In(null, "en"))));
        var own = Loaded(BotFramework + "\nidentity: {appId: partner, clientSecret: '{$secret.API_TOKEN}'}").Identity!;
        Assert.Equal(("{$server}", null, "{$secret.API_TOKEN}"), (own.Issuer, own.Metadata, own.ClientSecret));
    }

    [Fact]
    public void what_surrounds_them_is_read_as_for_bots_with_flows()
    {
        var account = Connector(BotFramework, "environment: live\ndisplayName: Partner\ninterruptions: queue\nfailureText: {en: It failed., de: Es ging nicht.}\n")
            .And("account.yaml", Files.Account + "\nfeatures: {encodedMetadata: true}").Loaded();
        var bot = account.Bots["partner"];
        Assert.Equal(("Partner", InterruptionPolicy.Queue, "Es ging nicht."), (bot.DisplayName, bot.Interruptions.Policy, bot.FailureText.In("de", "en")));
        Assert.True(account.EncodedMetadata);
        Assert.False(new Files().Loaded().EncodedMetadata);
        Assert.False(Files.With("account.yaml", Files.Account + "\nfeatures: {}").Loaded().EncodedMetadata);
    }

    [Fact]
    public void the_flows_of_other_bots_stay_in_use_and_unused_ones_are_told()
    {
        Assert.Equal(["helper", "partner"], Connector(DirectLine).Loaded().Bots.Keys.Order());
        var alone = Connector(DirectLine).Without("bots/helper.yaml").And("account.yaml", Files.Account.Replace("helper", "partner")).Load();
        Assert.Equal(["environments/live.yaml:1: warning: no bot is linked to this environment, so it has no effect; write 'environment: live' in a bot",
            "flows/main.yaml:1: warning: no bot uses this flow; write a bot with 'flow: main' or remove the file"], alone.Problems.Select(p => p.ToString()));
        Assert.NotNull(alone.Account!.Bots["partner"].Connector);
    }

    public static TheoryData<string, string> Documents => new()
    {
        // the way
        { "kind: directline", "2: a connector needs 'endpoint'; add it" },
        { "kind: direct-line\nendpoint: '{$server}/a'", "2: 'kind' is 'direct-line'; write directline or botframework" },
        { DirectLine + "\nsecrets: a", "4: 'secrets' is not a key of a connector; did you mean 'secret'?" },
        { DirectLine + "\nexpectReplies: true\nidentity: {appId: a}", "4: 'expectReplies' belongs to 'kind: botframework' and means nothing with 'kind: directline'; remove it|5: 'identity' belongs to 'kind: botframework' and means nothing with 'kind: directline'; remove it" },
        { BotFramework + "\nsecret: '{$secret.API_TOKEN}'\ntransport: polling\nmultipleActivitiesMs: 5", "4: 'secret' belongs to 'kind: directline' and means nothing with 'kind: botframework'; remove it|5: 'transport' belongs to 'kind: directline' and means nothing with 'kind: botframework'; remove it|6: 'multipleActivitiesMs' belongs to 'kind: directline' and means nothing with 'kind: botframework'; remove it" },
        // addresses
        { "kind: directline\nendpoint: https://evil.example.com/", "3: the host 'evil.example.com' is not allowed; add it to 'allowedHosts' in account.yaml" },
        { "kind: directline\nendpoint: https://api.example.com/{text}", "3: variables have no value here; write the address out after {$server}" },
        { "kind: botframework\nendpoint: '{$server}/{$server}'", "3: variables have no value here; write the address out after {$server}" },
        { "kind: directline\nendpoint: https://api.example.com/v3?a=b", "3: a Direct Line domain is an address that paths are added to; leave out what begins with '?' or '#'" },
        { "kind: directline\nendpoint: directline.example.com", "3: the host of this url can't be told; begin with {$server}/ or with http:// or https:// and a host that is written out, so that it can be held against 'allowedHosts'" },
        // secrets
        { DirectLine + "\nsecret: hunter2hunter2", "4: 'secret' is a secret, and none may stand here; write {$secret.NAME}, and list NAME under 'secrets' in account.yaml" },
        { DirectLine + "\nsecret: 'x{$secret.API_TOKEN}'", "4: 'secret' is a secret, and none may stand here; write {$secret.NAME}, and list NAME under 'secrets' in account.yaml" },
        { DirectLine + "\nsecret: '{$secret.API_TOKN}'", "4: the secret 'API_TOKN' is not listed; add it to 'secrets' in account.yaml; did you mean 'API_TOKEN'?" },
        { BotFramework + "\nidentity: {appId: a, clientSecret: plain}", "4: 'clientSecret' is a secret, and none may stand here; write {$secret.NAME}, and list NAME under 'secrets' in account.yaml" },
        // identity
        { BotFramework + "\nidentity: {}", "4: an identity needs 'appId'; add it" },
        { BotFramework + "\nidentity: {appId: a, issuer: 'https://sts.example.com/'}", "4: the keys of this issuer can't be found; add 'metadata', the address of its OpenID configuration" },
        { BotFramework + "\nidentity: {appId: a, metadata: 'https://api.example.com/'}", "4: this server knows its own keys; remove 'metadata', or name another 'issuer'" },
        { BotFramework + "\nidentity: {appId: a, issuer: 'https://sts.example.com/', metadata: 'https://sts.example.com/'}", "4: the host 'sts.example.com' is not allowed; add it to 'allowedHosts' in account.yaml" },
        { BotFramework + "\nidentity: {appId: a, issuer: 'https://api.example.com/', metadata: 'https://api.example.com/', clientSecret: '{$secret.API_TOKEN}'}", "4: the bot gets its tokens from its issuer and not from this server; remove 'clientSecret', or write 'issuer: \"{$server}\"'" },
        { BotFramework + "\nidentity: {appId: a, issuer: '{$server}/x', metadata: 'https://api.example.com/'}", "4: an issuer is written out as it stands in tokens, or is {$server} alone" },
        // ranges
        { DirectLine + "\ntimeoutSeconds: 301\nretries: 3\nconversationLimit: 1000\nmultipleActivitiesMs: 10001", "4: 'timeoutSeconds' is '301'; give a number from 1 to 300|5: 'retries' is '3'; give a whole number from 0 to 2|6: 'conversationLimit' is '1000'; give a whole number from 1 to 999|7: 'multipleActivitiesMs' is '10001'; give a whole number from 0 to 10000" },
        { DirectLine + "\nlateAnswers: never\ntransport: socket\nproactive: 1", "4: 'lateAnswers' is 'never'; write deliver or private or drop|5: 'transport' is 'socket'; write webSocket or polling|6: 'proactive' is '1'; write true or false" },
        { DirectLine + "\ncombineMessages: {maxMessages: 1, seconds: 0}", "4: 'maxMessages' is '1'; give a whole number from 2 to 50|4: 'seconds' is '0'; give a number from 0.001 to 300" },
        { DirectLine + "\ncombineMessages: {}", "4: combineMessages needs 'maxMessages'; add it|4: combineMessages needs 'seconds'; add it" },
        // escalation
        { DirectLine + "\nescalation:\n  skill: suport", "5: there is no skill 'suport'; add it to 'skills' in account.yaml; did you mean 'support'?" },
        { DirectLine + "\nescalation: {skill: support, toConsumer: 'Sorry {consumerName}'}", "4: the texts of a third-party bot have no variables and are said as they stand; leave out '{' and '}'" },
        { DirectLine + "\nescalation:\n  skill: support\n  toAgent:\n    de: Bitte.", "7: the text lacks the default language 'en', which the others fall back to; add it" },
        { DirectLine + "\nescalation: {toAgent: a}", "4: an escalation needs 'skill'; add it" },
        // proactive messages
        { DirectLine + "\nproactiveMessages:\n  - {triggerTimeSeconds: 2, message: a}\n  - {triggerTimeSeconds: 2, message: b}", "6: the trigger time 2 is taken in line 5; give each proactive message its own" },
        { DirectLine + "\nproactiveMessages: [{triggerTimeSeconds: 1.5, message: a}]", "4: 'triggerTimeSeconds' is '1.5'; give a whole number from 1 to 900" },
    };

    [Theory, MemberData(nameof(Documents))]
    public void the_lines_say_where_and_what_to_write(string yaml, string expected)
    {
        var files = Connector(yaml);
        Assert.Equal(expected.Split('|').Select(l => $"bots/partner.yaml:{l}"), ProblemsOf(files));
        Assert.Null(files.Load().Account);
    }

    [Fact]
    public void a_bot_has_a_flow_or_a_connector_and_not_both()
    {
        Assert.Equal(["bots/partner.yaml:3: give either 'flow' or 'connector', and only one of them"], ProblemsOf(Connector(DirectLine, "flow: main\n")));
        Assert.Equal(["bots/partner.yaml:1: a bot needs 'flow', or 'connector' for a third-party bot; add one of them"], ProblemsOf(Files.With("bots/partner.yaml", "{}")));
        Assert.Equal(["bots/partner.yaml:1: a connector is 'directline'; give a mapping with kind, endpoint, secret, transport, multipleActivitiesMs, expectReplies, identity, timeoutSeconds, retries, lateAnswers, proactive, engagementAttributes, welcome, welcomeAfterTransfer, combineMessages, escalation, proactiveMessages, conversationLimit"],
            ProblemsOf(Files.With("bots/partner.yaml", "connector: directline")));
    }

    [Fact]
    public void a_proactive_message_after_the_bots_time_is_a_warning()
    {
        var loading = Connector(DirectLine + "\ntimeoutSeconds: 5\nproactiveMessages: [{triggerTimeSeconds: 5, message: a}, {triggerTimeSeconds: 4, message: b}]").Load();
        Assert.Equal(["bots/partner.yaml:5: warning: the message at 5 s is never sent, because the bot's time is over after 5 s; raise 'timeoutSeconds', or send it earlier"], loading.Problems.Select(p => p.ToString()));
        Assert.NotNull(loading.Account);
    }

    [Fact]
    public void a_secret_is_never_repeated() =>
        Assert.All(ProblemsOf(Connector(DirectLine + "\nsecret: hunter2hunter2")), p => Assert.DoesNotContain("hunter2", p));
}
