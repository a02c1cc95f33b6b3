using Conversations.Bots;
using Conversations.Silo.Bots.BotFramework;
using Conversations.Silo.Bots.BotFramework.Tokens;
using Conversations.Silo.Bots.DirectLine;
using Conversations.Silo.Hosting;
using Conversations.Silo.Http.Connector;

namespace Conversations.Silo.Bots;

/// <summary>What third-party bots need of the host.</summary>
internal static class BotServices
{
    /// <summary>Before the engine: grains are made of it.</summary>
    public static void AddBots(this IServiceCollection services)
    {
        services.AddChecked<BotsOptions, BotsOptionsCheck>(BotsOptions.Section);
        services.AddSingleton<ServiceAddress>().AddSingleton<BotSigningKeys>().AddSingleton<BotTokens>();
        services.AddSingleton<IssuerKeys>().AddSingleton<BotTokenReading>();
        services.AddSingleton<IBotConnector, BotFrameworkConnector>();
        services.AddSingleton<UnansweredActivities>().AddSingleton<ConnectorAccess>().AddSingleton<ActivityReceiving>();
        services.AddDirectLineBots();
    }
}
