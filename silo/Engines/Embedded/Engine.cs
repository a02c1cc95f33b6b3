using Orleans.Hosting;

namespace Conversations.Silo.Engines;

/// <summary>What runs the grains: the engine of this repository, in this process.</summary>
internal static class Engine
{
    public const string Name = "embedded";

    public static void AddEngine(this WebApplicationBuilder builder) =>
        // Reminders in memory are enough: every partition is watched anew when the server starts.
        builder.UseOrleans(silo => silo.UseInMemoryReminderService());
}
