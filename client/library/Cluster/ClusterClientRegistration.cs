using Conversations.Client.Cluster;
using Conversations.Client.Grains;
using Conversations.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using StackExchange.Redis;

namespace Conversations.Client;

/// <summary>Registers an <see cref="IConversationsClient"/> in a program that becomes an Orleans client of a cluster.</summary>
public static class ClusterClientRegistration
{
    /// <summary>A silo that left is seen within this time: a short question to one gateway.</summary>
    private static readonly TimeSpan MembershipRefresh = TimeSpan.FromSeconds(2);
    /// <summary>A new gateway is used within this time: a read in Redis.</summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Makes the program an Orleans client of a cluster and registers the client on its grains. The connection is made when the host
    /// starts; before that no call may be made. No key is asked for: whoever reaches the silos may do everything in every account.
    /// </summary>
    /// <param name="builder">The program's host. It must not run a silo itself.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="configure">Sets at least <see cref="ClusterConnection.Redis"/>.</param>
    /// <exception cref="ArgumentException">The settings have faults; the message lists all of them.</exception>
    /// <remarks>
    /// When no silo lets the program in within <see cref="ClusterConnection.StartLimit"/>, the start of the host fails with a
    /// <see cref="ConversationsException"/> of the code <see cref="ClientErrorCodes.Unreachable"/>.
    /// </remarks>
    public static IHostApplicationBuilder AddConversationsClient(
        this IHostApplicationBuilder builder, string account, Action<ClusterConnection> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentNullException.ThrowIfNull(configure);
        var connection = new ClusterConnection();
        configure(connection);
        if (connection.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(configure));
        }
        builder.Services.TryAddSingleton(connection);
        builder.Services.AddGrainConversationsClient(account);
        builder.UseOrleansClient(client => Join(client, connection));
        builder.Services.AddHostedService<MembershipWatch>();
        return builder;
    }

    private static void Join(IClientBuilder client, ClusterConnection connection)
    {
        var redis = ConfigurationOptions.Parse(connection.Redis);
        // A client that is started before its Redis waits for it.
        redis.AbortOnConnectFail = false;
        client.UseRedisClustering(options => options.ConfigurationOptions = redis);
        client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (connection.ServiceId, connection.ClusterId));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayRefresh);
        client.Configure<TypeManagementOptions>(options => options.TypeMapRefreshInterval = MembershipRefresh);
        client.UseConnectionRetryFilter<StartPatience>();
        client.AddGatewayCountChangedHandler(provider => Watch(provider.GetRequiredService<ClusterChanges>()));
        if (connection.Tls is { IsOn: true } tls)
        {
            var certificates = new PeerCertificates(tls.Certificate!, tls.CertificateKey!, tls.Authority!);
            client.UseTls(certificates.Own, certificates.Demand);
        }
    }

    private static GatewayCountChangedHandler Watch(ClusterChanges changes) => (_, change) =>
    {
        if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways)
        {
            changes.GatewayLost();
        }
    };
}
