using System.Security.Cryptography;
using Conversations.Cli.Commands;
using Conversations.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Conversations.Cli.Engines;

/// <summary>This process as an Orleans client of a cluster, for as long as a command runs.</summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);
    private readonly IHost _host;

    private ClusterClient(IHost host) => _host = host;

    public IConversationsClient Conversations => _host.Services.GetRequiredService<IConversationsClient>();

    public static async Task<ClusterClient> Connect(ClusterAddress address, string account, CancellationToken cancellation)
    {
        var client = new ClusterClient(Host(address, account));
        try
        {
            await client._host.StartAsync(cancellation);
            return client;
        }
        catch (ConversationsException e)
        {
            await client.DisposeAsync();
            throw new CliException(ExitCodes.Unreachable, $"{e.Detail} Look at --cluster, --service-id and --cluster-id, and at --tls-… when the silos talk over TLS.", e);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _host.StopAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The silos notice that this client is gone.
        }
        _host.Dispose();
    }

    private static IHost Host(ClusterAddress address, string account)
    {
        void Set(ClusterConnection connection)
        {
            (connection.Redis, connection.ServiceId, connection.ClusterId) = (address.Redis, address.ServiceId, address.ClusterId);
            (connection.Tls.Certificate, connection.Tls.CertificateKey, connection.Tls.Authority) = (address.Certificate, address.CertificateKey, address.Authority);
            connection.StartLimit = StartLimit;
        }
        var asked = new ClusterConnection();
        Set(asked);
        if (asked.Faults() is [var fault, ..])
        {
            throw new CliException(ExitCodes.Usage, fault);
        }
        // Without logging: what goes wrong is one sentence.
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        try
        {
            builder.AddConversationsClient(account, Set);
        }
        catch (CryptographicException e)
        {
            throw new CliException(ExitCodes.Refused, $"The certificate, its key or the authority is no PEM file that can be read: {e.Message.TrimEnd('.')}.", e);
        }
        return builder.Build();
    }

    // Ctrl-C is the command's.
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
