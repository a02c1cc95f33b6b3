using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Conversations.Embedded;

/// <summary>The engine as a part of a host. Configure <see cref="EmbeddedEngineOptions"/> for what Orleans does not have.</summary>
internal sealed class EngineHost(EmbeddedEngine engine) : IHostedService
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(EmbeddedEngine)))
            return;
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Make);
        services.AddSingleton<IClusterClient>(static all => all.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IGrainFactory>(static all => all.GetRequiredService<EmbeddedEngine>());
        services.AddHostedService<EngineHost>();
    }

    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    private static EmbeddedEngine Make(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<EmbeddedEngineOptions>>().Value;
        options.Collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        options.Messaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        options.Reminders = services.GetRequiredService<IOptions<ReminderOptions>>().Value;
        return new(services, options);
    }

    internal sealed class Builder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
    {
        public IServiceCollection Services => services;
        public IConfiguration Configuration => configuration;
    }
}
