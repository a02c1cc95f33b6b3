using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_the_server_is_told_to_stop : IDisposable
{
    private static readonly TimeSpan AFewSeconds = TimeSpan.FromSeconds(6);
    private readonly SiloFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task an_answer_that_comes_within_the_limit_is_given_before_it_ends()
    {
        await using var first = await SiloProcess.Start(_folder);
        var id = (await first.Client().Open(NewConversation.With("ann"))).Id;
        await first.Client().Publish(id, NewMessage.FromConsumer("ann", "order 4"));
        await Until(first, id, "I am still looking for order 4.");
        Assert.Equal(0, await first.Stop(TimeSpan.FromSeconds(20)));

        await using var second = await SiloProcess.Start(_folder);
        var view = await second.Client().Read(id);
        var said = await Until(second, id, "Order 4: ");
        // Nothing was left to do: the answer was there before anything could be asked again.
        Assert.Equal((view.LastSeq, false), (said[^1].Seq, view.Bot!.Busy));
    }

    [Theory, InlineData("1"), InlineData("2")]
    public async Task it_stops_soon_and_a_slower_answer_comes_after_the_restart(string limit)
    {
        await using var first = await SiloProcess.Start(_folder, 0, $"--Shutdown:Seconds={limit}");
        var id = (await first.Client().Open(NewConversation.With("ann"))).Id;
        await first.Client().Publish(id, NewMessage.FromConsumer("ann", "order 7"));
        await Until(first, id, "I am still looking for order 7.");
        // Told twice, as somebody who is impatient does; and nothing is given up before its time.
        first.Terminate();
        Assert.Equal(0, await first.Stop(AFewSeconds));

        await using var second = await SiloProcess.Start(_folder);
        var said = await Until(second, id, "Order 7: ");
        Assert.Equal(
            ["order 7", "I am still looking for order 7.", "This takes longer than usual. Thank you for your patience.", said[^1].Text],
            said.Select(m => m.Text));
        Assert.False((await second.Client().Read(id)).Bot!.Busy);
    }

    [Fact]
    public async Task it_stops_soon_while_streams_are_open()
    {
        await using var silo = await SiloProcess.Start(_folder);
        var id = (await silo.Client().Open(NewConversation.With("ann"))).Id;
        await using var watch = silo.Client().WatchEvents(id).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(0, await silo.Stop(AFewSeconds));
    }

    private static async Task<List<Message>> Until(SiloProcess silo, string id, string beginning)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<Message> said = [];
        await foreach (var message in silo.Client().WatchMessages(id, 0, limit.Token))
        {
            said.Add(message);
            if (message.Text!.StartsWith(beginning, StringComparison.Ordinal))
            {
                break;
            }
        }
        return said;
    }
}
