using Conversations.Client.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Conversations.Client;

/// <summary>Registers an <see cref="IConversationsClient"/>.</summary>
public static class ConversationsClientRegistration
{
    /// <summary>Registers the client over HTTP. A <see cref="TimeProvider"/> of the container is used.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets at least the account and the key. Faults are told when the client is first asked for, all at once.</param>
    public static IServiceCollection AddConversationsClient(this IServiceCollection services, Action<ConversationsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectionPool>();
        services.TryAddSingleton<IConversationsClient>(provider =>
        {
            var options = new ConversationsClientOptions();
            configure(options);
            return new HttpConversationsClient(
                provider.GetRequiredService<ConnectionPool>().Http, options, provider.GetRequiredService<TimeProvider>());
        });
        return services;
    }

    /// <summary>
    /// Registers the client on grain references: inside the host that runs the grains, or in a program that has made itself an Orleans
    /// client of it. The container must have an <see cref="IGrainFactory"/>; a <see cref="TimeProvider"/> of it is used.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="account">The account's id.</param>
    public static IServiceCollection AddGrainConversationsClient(this IServiceCollection services, string account)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ClusterChanges>();
        services.TryAddSingleton<IConversationsClient>(provider => new GrainConversationsClient(
            provider.GetRequiredService<IGrainFactory>(), account, provider.GetRequiredService<ClusterChanges>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    // Owned by the container, which disposes it.
    private sealed class ConnectionPool : IDisposable
    {
        // Connections are renewed now and then, so that a changed DNS record is noticed.
        public HttpClient Http { get; } = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

        public void Dispose() => Http.Dispose();
    }
}
