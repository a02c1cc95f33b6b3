namespace Conversations.Tests.Accounts;

public class The_documentation
{
    [Fact]
    public void shows_an_account_that_loads()
    {
        var sections = File.ReadAllText(Repository.Path("docs", "accounts.md")).ReplaceLineEndings("\n").Split("\n## ");
        string Example(string section) => sections.Single(s => s.StartsWith(section, StringComparison.Ordinal)).Split("```yaml\n")[1].Split("```")[0];
        var files = Files.With("account.yaml", Example("account.yaml")).And("bots/helper.yaml", Example("bots/")).Without("flows/main.yaml")
            .And("environments/live.yaml", Example("environments/")).And("flows/orders.yaml", Example("flows/"))
            .Variable("STOCK_TOKEN", "a token of some length").Variable("SHOP_ADMIN_KEY", "an admin key of some length").Variable("SHOP_WEB_SECRET", "a secret of some length");
        Assert.Equal("Please wait. I am still responding to your last message.", files.Loaded().Bots["helper"].Interruptions.Message);
    }
}
