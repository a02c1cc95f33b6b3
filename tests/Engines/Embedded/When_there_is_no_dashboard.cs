using Conversations.Tests.Http;

namespace Conversations.Tests.Engines.Embedded;

public class When_there_is_no_dashboard
{
    [Fact]
    public async Task its_address_says_where_there_is_one()
    {
        await using var server = await Server.Start(args: ["--Operators:Key", "0123456789abcdef"]);
        var reply = await server.Get("/dashboard", null);
        Assert.Equal((404, "unknown_address"), (reply.Status, reply.Code));
        Assert.Contains("Orleans engine", reply.Text("detail"), StringComparison.Ordinal);
    }
}
