using Conversations.Accounts.Schema;
using Conversations.AutomaticMessages;

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
    public void lists_every_messaging_event_and_every_automatic_message()
    {
        var text = File.ReadAllText(Repository.Path("docs", "accounts.md"));
        Assert.All(MessagingEvents.All, e => Assert.Contains($"| {e.Value} | `{e.Key}` |", text));
        Assert.All(Enum.GetValues<AutomaticMessageKind>(), k => Assert.Contains($"`{AutomaticMessagesDocument.KeyOf(k)}`", text));
    }
}
