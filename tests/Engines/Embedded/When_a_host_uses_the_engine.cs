using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Conversations.Tests.Engines.Embedded;

public class When_a_host_uses_the_engine
{
    [Fact]
    public async Task grains_get_its_services_and_end_with_it()
    {
        var log = new LifeLog();
        var calls = 0;
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(log).AddScoped<Scoped>();
        ((IHostApplicationBuilder)builder).UseOrleans(silo => silo
            .Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromHours(2))
            .AddIncomingGrainCallFilter(context =>
            {
                calls++;
                return context.Invoke();
            })
            .UseInMemoryReminderService());
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Assert.Same(grains, host.Services.GetRequiredService<IClusterClient>());
        Assert.Equal(1, await grains.GetGrain<ILiving>("a").Count());
        Assert.NotSame(await grains.GetGrain<IScopeUser>("a").Scope(), await grains.GetGrain<IScopeUser>("b").Scope());
        Assert.Equal(3, calls);
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("disposed", log.Lines[^1]);
    }
}

public sealed class Scoped;

public interface IScopeUser : IGrainWithStringKey
{
    Task<object> Scope();
}

internal sealed class ScopeUserGrain(Scoped scoped, IGrainContext context) : Grain, IScopeUser
{
    public Task<object> Scope()
    {
        Assert.Same(context, GrainContext);
        Assert.Same(scoped, ServiceProvider.GetRequiredService<Scoped>());
        return Task.FromResult<object>(scoped);
    }
}
