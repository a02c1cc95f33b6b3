using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

namespace Conversations.Silo.Storage.GrainState;

internal static class GrainStateRegistration
{
    /// <summary>
    /// The default storage of grain state, on either engine: in the database of the journal, which registers its
    /// <see cref="IGrainStateRows"/>, and in memory where the journal is.
    /// </summary>
    public static IServiceCollection AddGrainState(this IServiceCollection services)
    {
        services.TryAddSingleton<IGrainStateRows, InMemoryGrainStateRows>();
        return services.AddGrainStorage(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, static (provider, _) => new JsonGrainStorage(provider.GetRequiredService<IGrainStateRows>()));
    }
}
