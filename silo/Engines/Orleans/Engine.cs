using Conversations.Silo.Calls;
using Orleans.Hosting;

namespace Conversations.Silo.Engines;

/// <summary>What runs the grains: a silo of Microsoft Orleans, alone on this machine.</summary>
internal static class Engine
{
    public const string Name = "orleans";

    public static void AddEngine(this WebApplicationBuilder builder) =>
        // Reminders in memory are enough: every partition is watched anew when the server starts.
        builder.UseOrleans(silo => silo.UseLocalhostClustering().UseInMemoryReminderService().AddCallFilters());
}
