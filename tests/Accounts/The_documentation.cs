using System.Text.Json;
using Conversations.Accounts.Schema;
using Conversations.AutomaticMessages;
using Conversations.Bots;

namespace Conversations.Tests.AccountFolders;

public class The_documentation
{
    [Fact]
    public void shows_an_account_that_loads()
    {
        var sections = File.ReadAllText(Repository.Path("docs", "accounts.md")).ReplaceLineEndings("\n").Split("\n## ");
        string Example(string section) => sections.Single(s => s.StartsWith(section, StringComparison.Ordinal)).Split("```yaml\n")[1].Split("```")[0];
        var files = Files.With("account.yaml", Example("account.yaml")).And("bots/helper.yaml", Example("bots/")).Without("flows/main.yaml")
            .And("environments/live.yaml", Example("environments/")).And("flows/orders.yaml", Example("flows/"))
            .And("functions/greet.yaml", Example("functions/")).And("functions/greet.js", sections.Single(s => s.StartsWith("functions/", StringComparison.Ordinal)).Split("```js\n")[1].Split("```")[0])
            .Variable("STOCK_TOKEN", "a token of some length").Variable("SHOP_ADMIN_KEY", "an admin key of some length").Variable("SHOP_WEB_SECRET", "a secret of some length");
        var account = files.Loaded();
        Assert.Equal("Please wait. I am still responding to your last message.", account.Bots["helper"].Interruptions.Message);
        Assert.Equal("greet", Assert.Single(account.FunctionRoutes).Id);
        Assert.Equal((TimeSpan.FromHours(2), 15, 5), (account.RulesOf("sales").ResponseTimes.Normal, account.RulesOf("sales").Messages.Values.Count(m => m.Enabled), account.Agents["anna"].Capacity));
    }

    [Fact]
    public void shows_a_third_party_bot_that_loads()
    {
        var yaml = File.ReadAllText(Repository.Path("docs", "bots.md")).ReplaceLineEndings("\n").Split("```yaml\n")[1].Split("```")[0];
        var account = Files.With("bots/partner.yaml", yaml).Variable("PARTNER_SECRET", "a secret of some length")
            .And("account.yaml", Files.Account.Replace("api.example.com", "api.example.com, directline.botframework.com").Replace("API_TOKEN", "API_TOKEN, PARTNER_SECRET")).Loaded();
        Assert.Equal(("support", 5), (account.Bots["partner"].Connector!.Escalation!.SkillId, account.Bots["partner"].Connector!.Combine!.MaxMessages));
    }

    [Fact]
    public void shows_activities_that_are_read_without_a_refusal()
    {
        var figures = File.ReadAllText(Repository.Path("docs", "bots.md")).ReplaceLineEndings("\n").Split("## What a bot may say")[1].Split("```json\n").Skip(1).Select(f => f.Split("```")[0]).ToList();
        Assert.Equal(6, figures.Count);
        Assert.All(figures, figure => Assert.Empty(BotActivityReader.Read(figure, new(true, ConversationType.Messaging)).Refusals));
    }

    [Fact]
    public void lists_every_key_of_a_connector_and_every_fault_of_an_activity()
    {
        var text = File.ReadAllText(Repository.Path("docs", "bots.md"));
        Assert.All(typeof(ConnectorDocument).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)), k => Assert.Contains($"| `{k}` |", text));
        string[] faults =
        [
            BotFaults.InvalidDelay, BotFaults.InvalidAudience, BotFaults.MissingText, BotFaults.MetadataOff, BotFaults.MetadataInChat, BotFaults.MetadataNotBase64,
            BotFaults.MetadataTooLarge, BotFaults.MetadataMisplaced, BotFaults.TooLarge, BotFaults.InvalidShape, BotFaults.UnknownType, BotFaults.SecondAction,
            BotFaults.UnknownAction, BotFaults.InvalidAction, BotFaults.UnknownSkill, BotFaults.EmptyAnswer,
        ];
        Assert.All(faults, f => Assert.Contains($"`{f}`", text));
    }

    [Fact]
    public void lists_every_messaging_event_and_every_automatic_message()
    {
        var text = File.ReadAllText(Repository.Path("docs", "accounts.md"));
        Assert.All(MessagingEvents.All, e => Assert.Contains($"| {e.Value} | `{e.Key}` |", text));
        Assert.All(Enum.GetValues<AutomaticMessageKind>(), k => Assert.Contains($"`{AutomaticMessagesDocument.KeyOf(k)}`", text));
    }
}
