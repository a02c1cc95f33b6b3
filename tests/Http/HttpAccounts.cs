using Conversations.Routing;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Flows;

namespace Conversations.Tests.Http;

/// <summary>Two accounts: <c>acme</c>, whose bot answers, and <c>other</c>, whose keys must open nothing of acme's.</summary>
internal sealed class HttpAccounts : IAccounts
{
    public const string Admin = "acme-admin";
    public const string Agent = "acme-agent";
    public const string Backend = "acme-backend";
    public const string InFolder = "acme-in-folder";
    public const string Secret = "acme-secret";
    public const string OtherAdmin = "other-admin";
    public const string OtherSecret = "other-secret";

    public ImmutableArray<Account> All { get; } =
    [
        Make("acme",
            Key(Admin, AccessRole.Admin), Key(Agent, AccessRole.Agent), Key(Backend, AccessRole.Backend),
            Key(Secret, AccessRole.DirectLine), Key(InFolder, AccessRole.Admin) with { InFolder = true }),
        Make("other", Key(OtherAdmin, AccessRole.Admin), Key(OtherSecret, AccessRole.DirectLine)),
    ];

    public Account? Find(string id) => All.FirstOrDefault(a => a.Id == id);

    private static Account Make(string id, params AccessKey[] keys) => new()
    {
        Id = id,
        DefaultBot = "echo",
        DefaultLanguage = "en",
        Languages = ["en"],
        Skills = Skill.Plain(ServiceRules.Default, ["support"])
            .Add("sales", new Skill { Id = "sales", Name = "Sales", AssignsAutomatically = false, Rules = ServiceRules.Default with { Hours = Weekdays } })
            .Add("robots", new Skill { Id = "robots", Bot = "echo", Rules = ServiceRules.Default }),
        Agents = new AgentProfile[]
        {
            new() { Id = "anna", Nickname = "Anna", Skills = ["support", "sales"], Capacity = 2 },
            new() { Id = "bob", Skills = ["support"], Capacity = 1 },
        }.ToImmutableDictionary(a => a.Id, StringComparer.Ordinal),
        AllowedHosts = ["self"],
        Bots = ImmutableDictionary<string, Bot>.Empty.Add("echo", Bot("echo")).Add("second", Bot("second")).Add("partner", Partner),
        EncodedMetadata = true,
        Keys = [.. keys],
    };

    private static WorkingHours Weekdays => new()
    {
        Zone = TimeZoneInfo.Utc,
        Shifts = [.. Enum.GetValues<DayOfWeek>().Where(d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(d => new Shift(d, new(9, 0), new(17, 0)))],
    };

    private static Bot Bot(string name) => new()
    {
        Name = name,
        FailureText = LocalizedText.Of("That did not work."),
        Flow = new()
        {
            Name = name,
            Fallback = LocalizedText.Of($"{name}: what?"),
            Steps =
            [
                Step("hi", message: $"{name}: hello"),
                Step("private", message: "noted", new SayAction { Text = LocalizedText.Of("SECRET-NOTE"), Audience = Audience.AgentsAndManagers }),
                Step("slow", message: "done", new IntegrationAction { Name = "slow", Method = "GET", Url = "http://slow.test/", Timeout = TimeSpan.FromSeconds(60) }),
                Step("bye", message: "goodbye", after: new CloseAction()),
            ],
        },
    };

    /// <summary>A third-party bot that nobody reaches: tests say what it says.</summary>
    private static Bot Partner => new()
    {
        Name = "partner",
        FailureText = LocalizedText.Of("That did not work."),
        Connector = new() { Kind = BotConnectorKind.DirectLine, Endpoint = "http://127.0.0.1:9/v3/directline", Proactive = true },
    };

    private static FlowStep Step(string word, string message, FlowAction? before = null, FlowAction? after = null) => new()
    {
        Name = word,
        Triggers = [new PatternTrigger(new Regex($"^{word}$", RegexOptions.CultureInvariant))],
        PreActions = before is null ? [] : [before],
        Message = LocalizedText.Of(message),
        PostActions = after is null ? [] : [after],
    };

    private static AccessKey Key(string key, AccessRole role) =>
        new() { Name = key, Role = role, Hash = [.. SHA256.HashData(Encoding.UTF8.GetBytes(key))] };
}
