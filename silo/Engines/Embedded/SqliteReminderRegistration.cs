using Conversations.Silo.Storage.Sqlite;

namespace Conversations.Silo.Engines.Embedded;

public static class SqliteReminderRegistration
{
    /// <summary>Reminders that survive the process, on the file of <see cref="SqliteJournalRegistration.AddSqliteJournal(IServiceCollection, string)"/>.</summary>
    public static IServiceCollection AddSqliteReminders(this IServiceCollection services) =>
        services.AddSingleton<IReminderTable>(provider => new SqliteReminderTable(provider.GetRequiredService<SqliteStore>()));
}
