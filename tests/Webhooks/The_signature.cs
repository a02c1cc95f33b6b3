using Conversations.Tests.AccountFolders;
using Conversations.Webhooks;

namespace Conversations.Tests.Webhooks;

public class The_signature
{
    [Fact]
    public void is_the_one_in_the_documentation()
    {
        const string body = """{"account":"demo","conversation":"c-1","deliveryId":"demo/c-1/e3","events":[]}""";
        var text = File.ReadAllText(Repository.Path("docs", "webhooks.md"));
        Assert.Contains($"`{body}`", text, StringComparison.Ordinal);
        Assert.Contains($"`{WebhookSignature.Of("whsec_0123456789abcdef", 1_795_255_200, body)}`", text, StringComparison.Ordinal);
    }
}
