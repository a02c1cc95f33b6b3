using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.RealClients;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_the_server_goes_away_under_directlinejs : IDisposable
{
    private readonly SiloFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(true), InlineData(false)]
    public async Task the_socket_is_taken_up_again_and_every_message_comes_once(bool killed)
    {
        await using var first = await SiloProcess.Start(_folder, FreePort.Take());
        await using var client = DirectLineJs.Start(first, (await first.Token("ann")).Token, overSocket: true);
        client.Say("order 7");
        await client.Hears("I am still looking for order 7.");
        await (killed ? first.Kill() : first.Stop(TimeSpan.FromSeconds(15)));

        // The client waits 3 to 15 s by itself before it connects again; what is said meanwhile is kept for it.
        await using var second = await SiloProcess.Start(_folder, first.Address.Port);
        var answer = await client.Hears("Order 7:");
        client.Say("hi");
        var greeting = await client.Hears("Hello!");

        Assert.Equal(
            ["order 7", "I am still looking for order 7.", "This takes longer than usual. Thank you for your patience.", answer.Text, "hi", greeting.Text],
            client.Messages.Select(m => m.Text));
        var transcript = (await second.Client().ReadMessages(client.Conversation)).Messages;
        Assert.Equal(transcript.Select(m => m.Text), client.Messages.Select(m => m.Text));
    }
}
