using Conversations.Journal;
using Conversations.Silo.Storage.GrainState;

namespace Conversations.Silo.Storage.Sqlite;

public static class SqliteJournalRegistration
{
    /// <summary>
    /// The journal and grain state on a SQLite file. It is opened before the host starts anything that is registered later, so a file that can't
    /// be used stops the process with one sentence (<see cref="JournalCannotOpenException"/>).
    /// </summary>
    public static IServiceCollection AddSqliteJournal(this IServiceCollection services, string connectionString) =>
        services.AddSqliteJournal(new SqliteStoreOptions { ConnectionString = connectionString });

    public static IServiceCollection AddSqliteJournal(this IServiceCollection services, SqliteStoreOptions options)
    {
        services.AddSingleton(provider => SqliteStore.Open(options, provider.GetService<ILogger<SqliteStore>>()));
        services.AddSingleton<IConversationJournal, SqliteConversationJournal>();
        services.AddSingleton<IGrainStateRows, SqliteGrainStateRows>();
        services.AddHostedService<Opening>();
        return services;
    }

    /// <summary>The host makes all of its services before it starts the first one; making this one opens the file.</summary>
    private sealed class Opening(SqliteStore store) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = store.Path;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
