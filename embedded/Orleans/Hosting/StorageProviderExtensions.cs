using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Providers
{
    /// <summary>Names of providers.</summary>
    public static class ProviderConstants
    {
        /// <summary>The storage of states that name none.</summary>
        public const string DEFAULT_STORAGE_PROVIDER_NAME = "Default";
    }
}

namespace Orleans.Runtime.Hosting
{
    /// <summary>Registers storages of grain state.</summary>
    public static class StorageProviderExtensions
    {
        /// <summary>Adds a storage under a name; under <see cref="ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME"/> it is the
        /// default one.</summary>
        public static IServiceCollection AddGrainStorage<T>(
            this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
            where T : IGrainStorage
        {
            collection.AddKeyedSingleton<IGrainStorage>(name, (services, key) => implementationFactory(services, (string)key!));
            if (string.Equals(name, ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, StringComparison.Ordinal))
                collection.TryAddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
            return collection;
        }
    }
}
