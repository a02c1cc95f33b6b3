using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.Routing;
using Kind = Conversations.AutomaticMessages.AutomaticMessageKind;

namespace Conversations.Tests.AccountFolders;

public class When_service_rules_are_loaded
{
    private const string Whole = """
        defaultBot: helper
        defaultLanguage: en
        languages: [en, de]
        skills:
          - support
          - id: sales
            name: Sales
            assignment: manual
            workingHours: {shifts: [{days: [sat], from: "10:00", to: "24:00"}]}
            responseTimes: {normal: 2h}
            idle: {agent: {after: {time: 2, units: hours}}, consumer: {enabled: false}, queue: {repeat: 5}}
            autoClose: 7d
            proposalSeconds: 30
            automaticMessages: {}
          - {id: orders, bot: helper}
        agents:
          - {id: anna, nickname: Anna, skills: [support]}
          - {id: bob@example.com, skills: [support, sales], capacity: 999}
        workingHours:
          timeZone: Europe/Berlin
          shifts:
            - {days: [mon, tue], from: "09:00", to: "18:00"}
            - {days: [fri], from: "22:00", to: "06:00"}
          holidays: [2026-12-25, 2026-12-26]
        responseTimes: {normal: 90m, urgent: 30s, prioritized: 10m, firstTime: 2h}
        idle:
          agent: {after: {time: 30, units: minutes}}
          consumer: {after: {time: 15, units: seconds}, repeat: 2}
          queue: {after: {time: 10, units: minutes}, repeat: 1}
          consumerWhileUnassigned: false
        autoClose: {after: 25m, raisesEnd: false}
        allowedHosts: [self, api.example.com]
        secrets: [API_TOKEN]
        """;

    private static Account Loaded { get; } = Files.With("account.yaml", Whole).Loaded();

    private static Account With(string yaml) => Files.With("account.yaml", $"{Files.Account.Replace("skills: [support]\n", "", StringComparison.Ordinal)}\n{yaml}").Loaded();

    private static IEnumerable<Kind> Enabled(ServiceRules rules) => rules.Messages.Where(m => m.Value.Enabled).Select(m => m.Key).Order();

    [Fact]
    public void the_accounts_rules_are_what_it_says()
    {
        var rules = Loaded.Rules;
        Assert.Equal("Europe/Berlin", rules.Hours.Zone.Id);
        Assert.Equal(
            [new(DayOfWeek.Monday, new(9, 0), new(18, 0)), new(DayOfWeek.Tuesday, new(9, 0), new(18, 0)), new(DayOfWeek.Friday, new(22, 0), new(6, 0))],
            rules.Hours.Shifts);
        Assert.Equal([new(2026, 12, 25), new(2026, 12, 26)], rules.Hours.Holidays.Order());
        Assert.Equal(
            new ResponseTimes { Normal = TimeSpan.FromMinutes(90), Urgent = TimeSpan.FromSeconds(30), Prioritized = TimeSpan.FromMinutes(10), FirstTime = TimeSpan.FromHours(2) },
            rules.ResponseTimes);
        Assert.Equal((new(30, "minutes"), new(15, "seconds", 2), new(10, "minutes", 1)), (rules.AgentIdle!, rules.ConsumerIdle!, rules.QueueIdle!));
        Assert.Equal((TimeSpan.FromMinutes(25), false, false), (rules.AutoClose, rules.AutoCloseRaisesEnd, rules.ConsumerIdleWhileUnassigned));
        Assert.Equal(TimeSpan.FromSeconds(72), rules.ProposalTime);
        Assert.Empty(rules.Messages);
    }

    [Fact]
    public void a_skill_that_says_nothing_has_the_accounts_rules() => Assert.Equal(Loaded.Rules, Loaded.RulesOf("support"));

    [Fact]
    public void a_skill_overrides_what_it_says_and_inherits_the_rest()
    {
        var (skill, rules) = (Loaded.Skills["sales"], Loaded.RulesOf("sales"));
        Assert.Equal(("Sales", false, null), (skill.Name, skill.AssignsAutomatically, skill.Bot));
        Assert.Equal("Europe/Berlin", rules.Hours.Zone.Id);
        Assert.Equal([new(DayOfWeek.Saturday, new(10, 0), new(0, 0))], rules.Hours.Shifts);
        Assert.Equal(2, rules.Hours.Holidays.Count);
        Assert.Equal(Loaded.Rules.ResponseTimes with { Normal = TimeSpan.FromHours(2) }, rules.ResponseTimes);
        Assert.Equal((new(2, "hours"), null, new(10, "minutes", 5)), (rules.AgentIdle!, rules.ConsumerIdle, rules.QueueIdle!));
        Assert.Equal((TimeSpan.FromDays(7), false, TimeSpan.FromSeconds(30)), (rules.AutoClose, rules.AutoCloseRaisesEnd, rules.ProposalTime));
        Assert.Equal(16, Enabled(rules).Count());
        Assert.Equal(("helper", true), (Loaded.Skills["orders"].Bot, Loaded.Skills["orders"].AssignsAutomatically));
    }

    [Fact]
    public void agents_have_what_they_are_given()
    {
        var (anna, bob) = (Loaded.Agents["anna"], Loaded.Agents["bob@example.com"]);
        Assert.Equal(("Anna", 3), (anna.Nickname, anna.Capacity));
        Assert.Equal((null, 999), (bob.Nickname, bob.Capacity));
        Assert.Equal(["support", "sales"], bob.Skills);
    }

    [Fact]
    public void an_account_that_says_nothing_has_the_defaults() => Assert.Equal(ServiceRules.Default, With("skills: [support]").RulesOf("support"));

    [Fact]
    public void automatic_messages_are_on_with_their_default_texts_as_soon_as_the_key_is_there()
    {
        var rules = With("skills: [support]\nautomaticMessages: {}").RulesOf("support");
        Assert.Equal(AutomaticMessageDefaults.All, rules.Messages);
    }

    [Fact]
    public void a_text_is_written_alone_by_language_or_beside_whether_it_is_said()
    {
        var messages = With("""
            automaticMessages:
              welcome: Hello {consumerName}, somebody answers in {expectedResponseTime}.
              transferred: {en: Over to them., de: Weiter geht es dort.}
              agentJoined: {text: "{agentNickname} is here.", enabled: false}
              agentLeft: {enabled: false}
            """).Rules.Messages;
        Assert.Equal("Hello {consumerName}, somebody answers in {expectedResponseTime}.", messages[Kind.Welcome].Text.In("de", "en"));
        Assert.Equal("Weiter geht es dort.", messages[Kind.Transferred].Text.In("de-AT", "en"));
        Assert.Equal(("{agentNickname} is here.", false), (messages[Kind.AgentJoined].Text.In("en", null), messages[Kind.AgentJoined].Enabled));
        Assert.Equal(AutomaticMessageDefaults.All[Kind.AgentLeft] with { Enabled = false }, messages[Kind.AgentLeft]);
        Assert.True(messages[Kind.WaitingInQueue].Enabled);
    }

    [Fact]
    public void without_defaults_only_messages_that_are_listed_are_said()
    {
        var account = With("""
            automaticMessages: {defaults: false, welcome: {}, agentLeft: {enabled: false}}
            skills:
              - plain
              - {id: some, automaticMessages: {waitingInQueue: Please wait., agentLeft: Gone.}}
              - {id: all, automaticMessages: {defaults: true, welcome: {enabled: false}}}
              - {id: none, automaticMessages: {defaults: false}}
            """);
        Assert.Equal([Kind.Welcome], Enabled(account.Rules));
        Assert.Equal([Kind.Welcome], Enabled(account.RulesOf("plain")));
        Assert.Equal([Kind.Welcome, Kind.WaitingInQueue], Enabled(account.RulesOf("some")));
        Assert.Equal("Gone.", account.RulesOf("some").Messages[Kind.AgentLeft].Text.In("en", null));
        Assert.Equal(15, Enabled(account.RulesOf("all")).Count());
        Assert.Empty(Enabled(account.RulesOf("none")));
    }

    [Fact]
    public void a_skill_may_have_messages_where_the_account_has_none()
    {
        var account = With("skills: [{id: support, automaticMessages: {defaults: false, welcome: Hello.}}]");
        Assert.Empty(account.Rules.Messages);
        Assert.Equal([Kind.Welcome], Enabled(account.RulesOf("support")));
    }

    [Fact]
    public void an_empty_text_of_a_skill_falls_back_to_the_accounts()
    {
        var account = With("""
            automaticMessages: {welcome: {en: Hello., de: Hallo.}}
            skills:
              - {id: empty, automaticMessages: {welcome: ""}}
              - {id: half, automaticMessages: {welcome: {en: Good day., de: ""}}}
              - {id: blank, automaticMessages: {transferred: {text: " "}}}
            """);
        Assert.Equal(account.Rules.Messages[Kind.Welcome], account.RulesOf("empty").Messages[Kind.Welcome]);
        Assert.Equal(("Good day.", "Hallo."), (account.RulesOf("half").Messages[Kind.Welcome].Text.In("en", null), account.RulesOf("half").Messages[Kind.Welcome].Text.In("de", null)));
        Assert.Equal(AutomaticMessageDefaults.All[Kind.Transferred], account.RulesOf("blank").Messages[Kind.Transferred]);
    }
}
