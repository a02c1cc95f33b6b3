using Conversations.Client;
using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

public class A_client_on_grains : ClientContract
{
    private protected override IConversationsClient ClientOf(Server server) => new GrainConversationsClient(server.Grains, "acme");
}
