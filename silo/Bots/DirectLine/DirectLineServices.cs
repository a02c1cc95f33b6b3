using Conversations.Bots;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>What talking to bots over Direct Line needs of the host.</summary>
internal static class DirectLineServices
{
    public static void AddDirectLineBots(this IServiceCollection services)
    {
        services.AddSingleton<FeedReaders>().AddHostedService(provider => provider.GetRequiredService<FeedReaders>());
        services.AddSingleton<FeedReaderContexts>().AddHostedService<FeedResumption>();
        services.AddSingleton<IBotConnector, DirectLineConnector>();
    }
}
