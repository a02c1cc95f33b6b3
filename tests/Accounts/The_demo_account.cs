using System.Text.RegularExpressions;
using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Flows;
using Conversations.Routing;

namespace Conversations.Tests.AccountFolders;

/// <summary>It is part of the public contract.</summary>
public class The_demo_account
{
    private static readonly AccountLoading Loading = AccountLoader.Load(Repository.Path("accounts", "demo"));

    private static Account Demo => Loading.Account!;

    private static Flow Orders => Demo.Bots["orders"].Flow!;

    private static FlowStep Step(string name) => Orders.Steps.Single(s => s.Name == name);

    private static Regex Pattern(string step) => Step(step).Triggers.OfType<PatternTrigger>().Single().Pattern;

    [Fact]
    public void it_loads_without_problems() => Assert.Empty(Loading.Problems);

    [Fact]
    public void it_has_the_promised_names()
    {
        Assert.Equal(("demo", "orders", "en"), (Demo.Id, Demo.DefaultBot, Demo.DefaultLanguage));
        Assert.Equal(["en", "de"], Demo.Languages);
        Assert.Equal(["sales", "support"], Demo.Skills.Keys.Order());
        Assert.Equal(["anna", "bob", "cora"], Demo.Agents.Keys.Order());
        Assert.Equal(("Anna", 3, "support"), (Demo.Agents["anna"].Nickname, Demo.Agents["anna"].Capacity, string.Join(' ', Demo.Agents["anna"].Skills)));
        Assert.Equal(["self"], Demo.AllowedHosts);
        Assert.Equal([("demo-admin", AccessRole.Admin, true), ("demo-secret", AccessRole.DirectLine, true)], Demo.Keys.Select(k => (k.Name, k.Role, k.InFolder)));
    }

    [Fact]
    public void its_two_bots_share_the_flow_and_differ_in_the_environment()
    {
        Assert.Equal(["orders", "orders-chatty"], Demo.Bots.Keys.Order());
        Assert.Equal("orders", Demo.Bots["orders-chatty"].Flow!.Name);
        Assert.Equal(InterruptionRules.Default, Demo.Bots["orders"].Interruptions);
        Assert.Equal(InterruptionRules.Default with { Message = "Please wait. I am still working on your last message." }, Demo.Bots["orders-chatty"].Interruptions);
    }

    [Theory]
    [InlineData("0", true), InlineData("9", true), InlineData("10", true), InlineData("29", true), InlineData("30", true)]
    [InlineData("31", false), InlineData("-1", false), InlineData("", false), InlineData("100", false), InlineData("3 4", false), InlineData("٣", false)]
    public void order_and_refund_take_0_to_30(string number, bool matches)
    {
        Assert.Equal(matches, Pattern("order").IsMatch($"order {number}"));
        Assert.Equal(matches, Pattern("refund").IsMatch($"Refund {number}"));
    }

    [Fact]
    public void order_looks_up_before_the_message_and_refund_after_it()
    {
        var lookup = Assert.IsType<IntegrationAction>(Assert.Single(Step("order").PreActions));
        Assert.Equal("{$server}/demo/orders/{number}", lookup.Url);
        Assert.Contains("{status}", Step("order").Message!.In("en", null));
        Assert.Empty(Step("order").PostActions);
        var refund = Assert.IsType<IntegrationAction>(Assert.Single(Step("refund").PostActions));
        Assert.Equal(lookup.Url, refund.Url);
        Assert.NotNull(Step("refund").Message);
        Assert.Single(refund.OnSuccess);
        Assert.All([lookup, refund], i => Assert.True(i.Timeout > TimeSpan.FromSeconds(30)));
    }

    [Theory, InlineData("order"), InlineData("refund")]
    public void proactive_messages_come_at_2_and_5_seconds_in_english_and_german(string step)
    {
        Assert.Equal([2.0, 5.0], Step(step).ProactiveMessages.Select(m => m.After.TotalSeconds));
        Assert.All(Step(step).ProactiveMessages, m => Assert.Equal(["de", "en"], m.Text.Texts.Keys.Order()));
    }

    [Fact]
    public void the_other_steps_do_what_they_promise()
    {
        Assert.Equal("support", Assert.IsType<TransferAction>(Assert.Single(Step("agent").PostActions)).SkillId);
        Assert.Equal(Audience.AgentsAndManagers, Assert.IsType<SayAction>(Assert.Single(Step("private").PreActions)).Audience);
        Assert.NotNull(Step("private").Message);
        Assert.IsType<CloseAction>(Assert.Single(Step("bye").PostActions));
        Assert.NotNull(Step("bye").Message);
        var tell = Assert.IsType<SendToChatInstanceAction>(Assert.Single(Step("tell").PreActions));
        Assert.True(tell is { OnSuccess.Length: 1, OnFailure.Length: 1 });
        var match = Pattern("tell").Match("tell c-1 Your order\nis here");
        Assert.Equal(("c-1", "Your order\nis here"), (match.Groups["chat"].Value, match.Groups["content"].Value));
        Assert.Equal(["hi", "hello", "hallo"], Assert.IsType<KeywordTrigger>(Assert.Single(Step("hi").Triggers)).Words);
    }

    [Fact]
    public void its_bots_talk_without_automatic_messages_and_idle_clocks()
    {
        Assert.All(Demo.Rules.Messages.Values, m => Assert.False(m.Enabled));
        Assert.Equal((null, null, null), (Demo.Rules.AgentIdle, Demo.Rules.ConsumerIdle, Demo.Rules.QueueIdle));
        Assert.True(Demo.Rules.Hours.IsOpen(new(2026, 12, 25, 3, 0, 0, TimeSpan.Zero)));
        Assert.DoesNotContain(Demo.FunctionRoutes, r => r.Serves(null));
    }

    [Theory, InlineData("support"), InlineData("sales")]
    public void its_skills_have_every_automatic_message_in_english_and_german_and_three_clocks(string skill)
    {
        var rules = Demo.RulesOf(skill);
        Assert.Equal(16, rules.Messages.Count);
        Assert.All(rules.Messages.Values, m => Assert.True(m.Enabled && m.Text.In("en", null) != m.Text.In("de", null)));
        Assert.Equal((new IdleTimer(10, "minutes"), new IdleTimer(30, "minutes"), new IdleTimer(5, "minutes", 2)), (rules.AgentIdle, rules.ConsumerIdle, rules.QueueIdle));
    }

    [Fact]
    public void support_works_around_the_clock_and_sales_in_office_hours_of_berlin()
    {
        var friday = new DateTimeOffset(2026, 12, 18, 16, 59, 0, TimeSpan.Zero);
        for (var minute = 0; minute < 7 * 24 * 60; minute += 30)
        {
            Assert.True(Demo.RulesOf("support").Hours.IsOpen(friday.AddMinutes(minute)));
        }

        Assert.True(Demo.RulesOf("sales").Hours.IsOpen(friday));
        Assert.Equal(friday.AddHours(16).AddMinutes(1), Demo.RulesOf("sales").Hours.NextOpen(friday.AddMinutes(1)));
        // The two days of Christmas, of which the second is a Saturday, and the Sunday after them.
        Assert.Equal(friday.AddDays(10).AddHours(-9).AddMinutes(1), Demo.RulesOf("sales").Hours.NextOpen(friday.AddDays(6).AddMinutes(1)));
    }

    [Fact]
    public void its_functions_are_on_four_events_and_two_more_are_the_orchestrators()
    {
        Assert.Equal(
            [
                ("idle-transfer", MessagingEvents.ConversationIdle), ("off-hours-answer", MessagingEvents.LineInOffHours),
                ("orchestrator", MessagingEvents.ConversationRouting), ("welcome-enrichment", MessagingEvents.NewConversation),
            ],
            Demo.FunctionRoutes.Select(r => (r.Id, r.Event)));
        Assert.Equal(["introduce-skill", "promise-answer"], Demo.Functions.Where(f => f.Event is null).Select(f => f.Id));
        Assert.All(Demo.Functions, f => Assert.Contains("function lambda(input", f.Code));
    }
}
