using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clients;

[Collection(RealProcesses.Name), Trait("Category", "Cluster")]
public sealed class When_a_program_joins_a_cluster(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task it_opens_publishes_reads_and_watches()
    {
        var cluster = await running.Start();
        await using var program = await ClientProgram.Start(connection => connection.Redis = cluster.Redis);
        var id = (await program.Client.Open(NewConversation.With("ann"))).Id;
        await program.Client.Publish(id, NewMessage.FromConsumer("ann", "hi"));
        var note = NewMessage.FromAgent("bob", "a note", Audience.AgentsAndManagers) with { ClientMessageId = "n-1" };
        var watch = Until(program.Client.WatchEvents(id), e => e.Event is MessagePublished { Message.Text: "a note" });
        Assert.False((await program.Client.Publish(id, note)).Repeated);
        Assert.True((await program.Client.Publish(id, note)).Repeated);
        var seen = await watch.WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(v => (long)v), seen.Select(e => e.Version));
        var overHttp = await cluster.Client().ReadMessages(id);
        Assert.Equal(overHttp.Messages.Select(m => m.Text), (await program.Client.ReadMessages(id)).Messages.Select(m => m.Text));
        Assert.Equal("unknown_conversation", (await Assert.ThrowsAsync<ConversationsException>(() => program.Client.Read("nobody"))).Code);
    }

    [Fact]
    public async Task the_command_line_follows_a_conversation_there()
    {
        var cluster = await running.Start();
        var client = cluster.Client();
        var id = (await client.Open(NewConversation.With("ann"))).Id;
        await using var tail = Command.Run("tail", id, "--cluster", cluster.Redis);
        await tail.Says("opened");
        await client.Publish(id, NewMessage.FromAgent("bob", "a note", Audience.AgentsAndManagers));
        await tail.Says("a note");
    }

    [Fact]
    public async Task the_command_line_talks_with_a_bot_there()
    {
        var cluster = await running.Start();
        await using var chat = Command.Run("chat", "--cluster", cluster.Redis, "--user", "ann");
        chat.Input("hi");
        await chat.Says("you: hi");
        await chat.Says("Orders: ");
        chat.EndInput();
        Assert.Equal(0, await chat.End(Patience));
    }

    [Fact]
    public async Task a_cluster_that_is_not_there_is_told_in_one_sentence()
    {
        var cluster = await running.Start();
        var refused = await Assert.ThrowsAsync<ConversationsException>(() => ClientProgram.Start(connection =>
            (connection.Redis, connection.ClusterId, connection.StartLimit) = (cluster.Redis, "nobody-here", TimeSpan.FromSeconds(1))));
        Assert.Equal(ClientErrorCodes.Unreachable, refused.Code);
        Assert.Contains("'nobody-here'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(cluster.Redis, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<List<RecordedEvent>> Until(IAsyncEnumerable<RecordedEvent> events, Func<RecordedEvent, bool> last)
    {
        List<RecordedEvent> seen = [];
        await foreach (var recorded in events)
        {
            seen.Add(recorded);
            if (last(recorded))
            {
                break;
            }
        }
        return seen;
    }
}
