using Conversations.Client;
using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

public class A_client_over_http : ClientContract
{
    private protected override IConversationsClient ClientOf(Server server) => new HttpConversationsClient(
        server.Http, new ConversationsClientOptions { Server = server.Address, Account = "acme", Key = HttpAccounts.Admin });
}
