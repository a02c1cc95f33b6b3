using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Flows;

namespace Conversations.Bench;

/// <summary>The accounts that the conversations belong to.</summary>
internal static class BenchAccounts
{
    private const string Orders = """
        fallback:
          en: Sorry, I did not understand that. Try "order 3" or "agent".
          de: Das habe ich leider nicht verstanden. Versuchen Sie "order 3" oder "agent".
        steps:
          - name: refund
            triggers:
              - pattern: refund\s+(?<number>[0-9]{1,6})
            message:
              en: I am asking for a refund of order {number}.
              de: Ich frage nach einer Erstattung für Bestellung {number}.
          - name: order
            triggers:
              - pattern: order\s+(?<number>[0-9]{1,6})
            message:
              en: "{consumerName}, order {number} is on its way."
              de: "{consumerName}, Bestellung {number} ist unterwegs."
          - name: agent
            triggers:
              - pattern: agent
            postActions:
              - transfer: support
          - name: hi
            triggers:
              - keywords: [hi, hello, hallo]
            message:
              en: Hello {consumerName}! Which order can I look up for you?
              de: Hallo {consumerName}! Welche Bestellung darf ich für Sie nachsehen?
        """;

    public const string Id = "bench";

    /// <summary>What consumers say, in turn: two patterns with a group, a keyword within a sentence, and something that no step knows.</summary>
    public static readonly string[] Texts = ["order 4711", "Hello, is anybody there?", "Refund 815", "What is the weather like?"];

    /// <summary>Like the demo account: the same shape of flow, and each step answers at once.</summary>
    public static Account Immediate() => AccountLoader.Load(Id, new Dictionary<string, string>
    {
        ["account.yaml"] = "defaultBot: orders\ndefaultLanguage: en\nlanguages: [en, de]\nskills: [support]",
        ["bots/orders.yaml"] = "flow: orders\nfailureText: Sorry.",
        ["flows/orders.yaml"] = Orders,
    }).Account!;

    /// <summary>The account's folder with a third-party bot, which is given the next message when it has answered the last.</summary>
    public static async Task WriteThirdParty(string folder, MinimalBot bot, bool expectReplies)
    {
        var account = Path.Combine(folder, "accounts", Id);
        Directory.CreateDirectory(Path.Combine(account, "bots"));
        await File.WriteAllTextAsync(Path.Combine(account, "account.yaml"), $"defaultBot: partner\ndefaultLanguage: en\nallowedHosts: ['{bot.Host}']\n");
        await File.WriteAllTextAsync(Path.Combine(account, "bots", "partner.yaml"), $$"""
            interruptions: queue
            connector: {kind: botframework, endpoint: "{{bot.Endpoint}}", expectReplies: {{(expectReplies ? "true" : "false")}}, welcome: false}
            """);
    }

    /// <summary>One bot for each of these times: it asks a service that never answers and says that it is still working at that time.</summary>
    public static Account Slow(IEnumerable<TimeSpan> times) => new()
    {
        Id = "bench",
        DefaultLanguage = "en",
        Bots = times.Select(SlowBot).ToImmutableDictionary(bot => bot.Name),
    };

    public static string SlowBotOf(TimeSpan time) => $"after-{time.TotalMilliseconds}";

    private static Bot SlowBot(TimeSpan time) => new()
    {
        Name = SlowBotOf(time),
        FailureText = LocalizedText.Of("Sorry."),
        // The bot is free again only when everything is over, so that nothing but the message falls due.
        Interruptions = InterruptionRules.Default with { ResponseTimeout = TimeSpan.FromHours(1) },
        Flow = new()
        {
            Name = "slow",
            Fallback = LocalizedText.Of("Sorry."),
            Steps =
            [
                new()
                {
                    Name = "look up",
                    Triggers = [new KeywordTrigger(["look"])],
                    PreActions = [new IntegrationAction { Name = "orders", Method = "GET", Url = "https://orders.example/1", Timeout = TimeSpan.FromMinutes(5) }],
                    Message = LocalizedText.Of("Here it is."),
                    ProactiveMessages = [new() { After = time, Text = LocalizedText.Of("I am still looking.") }],
                },
            ],
        },
    };
}
