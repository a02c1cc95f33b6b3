using Conversations.Client;
using Conversations.Tests.Clusters;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Clients;

[Collection(RealProcesses.Name), Trait("Category", "Cluster")]
public sealed class When_a_cluster_demands_certificates
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task only_a_program_with_one_of_its_authority_is_let_in()
    {
        using var authority = new Authority("the cluster's authority");
        using var stranger = new Authority("somebody else's authority");
        var (certificate, key) = authority.Issue("silo");
        await using var cluster = await Cluster.Start(
            2, $"--Cluster:Tls:Certificate={certificate}", $"--Cluster:Tls:CertificateKey={key}", $"--Cluster:Tls:Authority={authority.File}");

        await Works(cluster, authority);
        await IsRefused(cluster, _ => { });
        var (foreign, foreignKey) = stranger.Issue("program");
        // The one believes the silos and is not believed; the other believes none but its own.
        await IsRefused(cluster, tls => (tls.Certificate, tls.CertificateKey, tls.Authority) = (foreign, foreignKey, authority.File));
        await IsRefused(cluster, tls => (tls.Certificate, tls.CertificateKey, tls.Authority) = (foreign, foreignKey, stranger.File));
    }

    private static async Task Works(Cluster cluster, Authority authority)
    {
        var (certificate, key) = authority.Issue("program");
        await using var program = await ClientProgram.Start(connection =>
        {
            connection.Redis = cluster.Redis;
            (connection.Tls.Certificate, connection.Tls.CertificateKey, connection.Tls.Authority) = (certificate, key, authority.File);
        });
        // So many that some are on each silo, whichever the gateway is.
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i => (await program.Client.Open(NewConversation.With($"consumer-{i}"))).Id));
        await Task.WhenAll(ids.Select(id => program.Client.Publish(id, NewMessage.FromConsumer("ann", "hi"))));
        await using var tail = Command.Run(
            "tail", ids[0], "--cluster", cluster.Redis, "--once", "--tls-certificate", certificate, "--tls-key", key, "--tls-authority", authority.File);
        Assert.Equal(0, await tail.End(Patience));
    }

    private static async Task IsRefused(Cluster cluster, Action<ClusterConnectionTls> show)
    {
        var refused = await Assert.ThrowsAsync<ConversationsException>(() => ClientProgram.Start(connection =>
        {
            (connection.Redis, connection.StartLimit) = (cluster.Redis, Short);
            show(connection.Tls);
        }).WaitAsync(Patience));
        Assert.Equal(ClientErrorCodes.Unreachable, refused.Code);
    }
}
