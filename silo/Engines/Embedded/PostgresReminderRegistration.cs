using Conversations.Silo.Storage.Postgres;

namespace Conversations.Silo.Engines.Embedded;

public static class PostgresReminderRegistration
{
    /// <summary>Reminders in the database of <see cref="PostgresJournalRegistration.AddPostgresJournal(IServiceCollection, string)"/>, which this process alone then uses.</summary>
    public static IServiceCollection AddPostgresReminders(this IServiceCollection services) => services
        .AddSingleton<IReminderTable>(provider => new PostgresReminderTable(provider.GetRequiredService<PostgresStore>()))
        .AddHostedService<ProcessLease>();
}
