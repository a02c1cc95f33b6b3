using Conversations.Journal;
using Conversations.Silo.Storage.GrainState;
using Conversations.Silo.Uploads;

namespace Conversations.Silo.Storage.Postgres;

public static class PostgresJournalRegistration
{
    /// <summary>
    /// The journal, grain state and uploads in a PostgreSQL database. The start of the host waits for the server for a while; after that, or when the database
    /// can't be used, it fails with one sentence (<see cref="JournalCannotOpenException"/>).
    /// </summary>
    public static IServiceCollection AddPostgresJournal(this IServiceCollection services, string connectionString) =>
        services.AddPostgresJournal(new PostgresStoreOptions { ConnectionString = connectionString });

    public static IServiceCollection AddPostgresJournal(this IServiceCollection services, PostgresStoreOptions options)
    {
        services.AddSingleton(provider => new PostgresStore(options, provider.GetService<ILogger<PostgresStore>>()));
        services.AddSingleton<IConversationJournal, PostgresConversationJournal>();
        services.AddSingleton<IGrainStateRows, PostgresGrainStateRows>();
        services.AddSingleton<IUploadStore, PostgresUploadStore>();
        services.AddHostedService<Opening>();
        return services;
    }

    /// <summary>Before anything that is registered later uses it, the signing key for example.</summary>
    private sealed class Opening(PostgresStore store) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => store.Start(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
