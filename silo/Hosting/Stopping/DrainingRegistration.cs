using Conversations.Effects;

namespace Conversations.Silo.Hosting.Stopping;

internal static class DrainingRegistration
{
    public static void AddDraining(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddChecked<ShutdownOptions, ShutdownOptionsCheck>(ShutdownOptions.Section);
        // Unchecked here: the host asks before it checks.
        var settings = builder.Configuration.GetSection(ShutdownOptions.Section).Get<ShutdownOptions>() ?? new();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Total > ShutdownOptions.Rest ? settings.Total : ShutdownOptions.Rest);
        services.AddSingleton<RunningEffects>();
        services.AddSingleton<Draining>().AddHostedService(provider => provider.GetRequiredService<Draining>());
    }
}
