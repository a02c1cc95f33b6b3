using Conversations.Client;
using Conversations.Silo.Engines;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Deployments;

/// <summary>As an operator tries it: one silo when the engine is embedded, else two.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_cluster_runs_on_one_machine
{
    private static readonly string EngineName = Engine.Name;
    private static readonly int Silos = EngineName is "embedded" ? 1 : 2;

    [Fact]
    public async Task what_was_said_outlives_a_crash_and_a_stop_and_down_leaves_nothing()
    {
        await using var cluster = LocalCluster.Make(EngineName);
        Assert.Contains($"silo {Silos}", await cluster.Up(Silos));
        var id = (await Client(cluster.Silo(1)).Open(NewConversation.With("ann"))).Id;
        await Client(cluster.Silo(Silos)).Publish(id, NewMessage.FromConsumer("ann", "hi"));
        var said = await Said(cluster, id);
        Assert.Equal("hi", said[0]);

        await cluster.Do("stop-silo", $"{Silos}", "--kill");
        Assert.Contains("stopped", await cluster.Do("status"));
        await cluster.Do("start-silo", $"{Silos}");
        Assert.Equal(said, await Said(cluster, id));

        await cluster.Do("down");
        Assert.DoesNotContain("ready", await cluster.Do("status"));
        await cluster.Up(Silos);
        Assert.Equal(said, await Said(cluster, id));

        Assert.Contains("is deleted", await cluster.Do("down", "--purge"));
        Assert.Equal(1, (await cluster.Try("status")).Code);
    }

    private static HttpConversationsClient Client(Uri silo) =>
        new(new HttpClient { BaseAddress = silo }, new ConversationsClientOptions { Server = silo, Account = SiloProcess.Account, Key = SiloProcess.Key });

    private static async Task<List<string?>> Said(LocalCluster cluster, string id)
    {
        List<string?> said = [];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var message in Client(cluster.Silo(Silos)).WatchMessages(id, 0, limit.Token))
        {
            said.Add(message.Text);
            if (said.Count is 2)
            {
                break;
            }
        }
        return said;
    }
}
