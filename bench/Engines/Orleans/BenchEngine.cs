using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Conversations.Tests.Servers;

namespace Conversations.Bench;

/// <summary>The engine that runs the grains which are measured: a silo of Microsoft Orleans, alone or beside others in this process.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchEngine(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public static async Task<BenchEngine> Start(IServiceCollection world) => (await Start(world, 1))[0];

    /// <summary>Silos that talk to one another over loopback.</summary>
    /// <param name="world">What each of them stands on.</param>
    /// <param name="count">How many.</param>
    /// <param name="configure">Changes each of them.</param>
    public static async Task<IReadOnlyList<BenchEngine>> Start(IServiceCollection world, int count, Action<ISiloBuilder>? configure = null)
    {
        var primary = new IPEndPoint(IPAddress.Loopback, FreePort.Take());
        List<BenchEngine> silos = [];
        for (var i = 0; i < count; i++)
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Logging.ClearProviders();
            foreach (var service in world)
            {
                builder.Services.Add(service);
            }
            var port = i is 0 ? primary.Port : FreePort.Take();
            builder.UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(port, gatewayPort: 0, primary).UseInMemoryReminderService();
                configure?.Invoke(silo);
            });
            var host = builder.Build();
            await host.StartAsync();
            silos.Add(new(host));
        }
        return silos;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
