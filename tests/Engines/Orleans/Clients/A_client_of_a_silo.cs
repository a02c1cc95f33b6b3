using System.Globalization;
using Conversations.Client;
using Conversations.Tests.Client;
using Conversations.Tests.Http;
using Conversations.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Conversations.Tests.Clients;

/// <summary>The client on grain references, as another host that reaches the silo over its gateway: everything is serialized.</summary>
public sealed class A_client_of_a_silo : ClientContract, IAsyncLifetime
{
    private const string Id = "conversations";
    private readonly int _gateway = FreePort.Take();
    private readonly List<IHost> _programs = [];

    private protected override Task<Server> Start() =>
        Server.Start(args: ["--Cluster:GatewayPort", _gateway.ToString(CultureInfo.InvariantCulture)]);

    private protected override IConversationsClient ClientOf(Server server)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(_gateway, Id, Id));
        builder.Services.AddGrainConversationsClient("acme");
        var program = builder.Build();
        _programs.Add(program);
        program.Start();
        return program.Services.GetRequiredService<IConversationsClient>();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.StopAsync();
            program.Dispose();
        }
    }
}
