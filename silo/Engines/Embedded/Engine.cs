using Conversations.Silo.Calls;
using Conversations.Silo.Engines.Embedded;
using Conversations.Silo.Storage.Sqlite;
using Orleans.Hosting;

namespace Conversations.Silo.Engines;

/// <summary>What runs the grains: the engine of this repository, in this process.</summary>
internal static class Engine
{
    public const string Name = "embedded";

    /// <summary>Whether several processes can work together.</summary>
    public const bool HasCluster = false;

    public static void AddEngine(this WebApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.AddCallFilters();
        // Reminders lie beside the conversations they guard; where nothing outlives the process, they need not either.
        if (builder.Services.Any(s => s.ServiceType == typeof(SqliteStore))) builder.Services.AddSqliteReminders();
        else silo.UseInMemoryReminderService();
    });
}
