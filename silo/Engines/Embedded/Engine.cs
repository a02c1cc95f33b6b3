using Conversations.Silo.Calls;
using Conversations.Silo.Engines.Embedded;
using Conversations.Silo.Hosting;
using Conversations.Silo.Http.V1;
using Conversations.Silo.Storage.Postgres;
using Conversations.Silo.Storage.Sqlite;
using Orleans.Hosting;

namespace Conversations.Silo.Engines;

/// <summary>What runs the grains: the engine of this repository, in this process.</summary>
internal static class Engine
{
    public const string Name = "embedded";

    /// <summary>Whether several processes can work together.</summary>
    public const bool HasCluster = false;

    public static void AddEngine(this WebApplicationBuilder builder)
    {
        // Reminders lie beside the conversations they guard; where nothing outlives the process, they need not either.
        var isOnPostgres = builder.Services.Any(s => s.ServiceType == typeof(PostgresStore));
        var isOnSqlite = builder.Services.Any(s => s.ServiceType == typeof(SqliteStore));
        // Before the engine, so that it is released after the engine has stopped.
        _ = isOnPostgres ? builder.Services.AddPostgresReminders() : isOnSqlite ? builder.Services.AddSqliteReminders() : builder.Services;
        builder.UseOrleans(silo =>
        {
            silo.AddCallFilters();
            if (!isOnPostgres && !isOnSqlite) silo.UseInMemoryReminderService();
        });
    }

    /// <summary>The pages of the engine's own: none.</summary>
    public static void MapEngine(this IEndpointRouteBuilder app) => app.Map(SiloApp.DashboardPath + "/{**rest}", static () =>
        Problem.Of(ProblemCodes.UnknownAddress, "The dashboard comes with the Orleans engine; this server was built with the embedded one.").AsResult()).ExcludeFromDescription();
}
