using Conversations.Client;
using Conversations.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Conversations.Tests.Clients;

/// <summary>A program that is a client of a cluster, as anybody would write it.</summary>
internal sealed class ClientProgram : IAsyncDisposable
{
    private readonly IHost _host;

    private ClientProgram(IHost host) => _host = host;

    public IConversationsClient Client => _host.Services.GetRequiredService<IConversationsClient>();

    public static async Task<ClientProgram> Start(Action<ClusterConnection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddConversationsClient(SiloProcess.Account, configure);
        var program = new ClientProgram(builder.Build());
        try
        {
            await program._host.StartAsync();
            return program;
        }
        catch
        {
            program._host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
