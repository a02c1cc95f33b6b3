using Conversations.Silo.Bots.DirectLine;

namespace Conversations.Silo.Bots;

/// <summary>What third-party bots need of the host.</summary>
internal static class BotServices
{
    /// <summary>Before the engine: grains are made of it.</summary>
    public static void AddBots(this IServiceCollection services)
    {
        services.AddDirectLineBots();
    }
}
