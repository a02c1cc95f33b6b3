using Conversations.Client;

namespace Conversations.Tests.Client;

public abstract partial class ClientContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task a_watch_gives_the_past_and_what_comes_each_once()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        await client.Publish(id, NewMessage.FromConsumer("ann", "hi"));
        await using var watch = client.WatchEvents(id).GetAsyncEnumerator();
        List<RecordedEvent> seen = [];
        async Task Until(long version)
        {
            while (seen.Count == 0 || seen[^1].Version < version)
            {
                Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience));
                seen.Add(watch.Current);
            }
        }
        await Until((await client.Read(id)).Version);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.Publish(id, NewMessage.FromAgent("bob", $"note {i}", Audience.AgentsAndManagers))));
        await Until((await client.Read(id)).Version);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(v => (long)v), seen.Select(e => e.Version));
        Assert.Equal(20, seen.Count(e => e.Event is MessagePublished { Message.Audience: Audience.AgentsAndManagers }));
        Assert.Equal(5, (await First(client.WatchEvents(id, 4))).Version);
    }

    [Fact]
    public async Task messages_are_watched_from_a_position()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        await client.Publish(id, NewMessage.FromConsumer("ann", "hi"));
        await using var watch = client.WatchMessages(id, 1).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal("echo: hello", watch.Current.Text);
        await client.Publish(id, NewMessage.FromConsumer("ann", "hm"));
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal((3L, "hm"), (watch.Current.Seq, watch.Current.Text));
    }

    [Fact]
    public async Task a_watch_ends_when_its_caller_ends_it()
    {
        await using var server = await Start();
        var client = ClientOf(server);
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        using var enough = new CancellationTokenSource();
        await using var watch = client.WatchEvents(id, 1, enough.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = watch.MoveNextAsync().AsTask();
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
    }

    private static async Task<T> First<T>(IAsyncEnumerable<T> items)
    {
        await using var all = items.GetAsyncEnumerator();
        Assert.True(await all.MoveNextAsync().AsTask().WaitAsync(Patience));
        return all.Current;
    }
}
