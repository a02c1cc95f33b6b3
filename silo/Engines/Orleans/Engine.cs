using Conversations.Silo.Calls;
using Conversations.Silo.Engines.Orleans;
using Conversations.Silo.Hosting;
using Conversations.Silo.Http.Operators;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Runtime.Placement;

namespace Conversations.Silo.Engines;

/// <summary>What runs the grains: a silo of Microsoft Orleans, alone or in a cluster.</summary>
internal static class Engine
{
    public const string Name = "orleans";

    /// <summary>Whether several processes can work together.</summary>
    public const bool HasCluster = true;

    public static void AddEngine(this WebApplicationBuilder builder)
    {
        var cluster = builder.Configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new();
        builder.UseOrleans(silo =>
        {
            silo.Join(cluster);
            silo.AddCallFilters();
            // Its log page would show every line of this process to whoever is signed in; the log has its own place.
            silo.AddDashboard(dashboard => dashboard.HideTrace = true);
            silo.Configure<GrainCollectionOptions>(Collection);
            // Conversations and wake-up partitions by hash: even, and every silo of the same cluster thinks of the same place. What works
            // for a caller (effects, accounts) is a stateless worker and so on the caller's silo. docs/decisions/007 has the measurement.
            silo.Services.AddSingleton<PlacementStrategy, HashBasedPlacement>();
        });
        builder.Services.AddHostedService<MembershipWatch>();
    }

    /// <summary>The pages of the engine's own.</summary>
    public static void MapEngine(this IEndpointRouteBuilder app) => app.MapOrleansDashboard(routePrefix: SiloApp.DashboardPath).RequireOperator();

    // A conversation is cheap to bring back (a snapshot and at most 127 events) and costs about 2.5 KB while it stays: it stays for
    // as long as people usually take to answer. Whoever watches one keeps it by renewing.
    private static void Collection(GrainCollectionOptions options) => options.CollectionAge = TimeSpan.FromMinutes(5);
}
