using Conversations.Effects;
using Conversations.Silo.Accounts;
using Conversations.Silo.Effects;
using Conversations.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Conversations.Silo.Webhooks;

/// <summary>What grains need to tell webhooks, and how webhooks reach the rules.</summary>
internal static class WebhookServices
{
    /// <summary>Before the engine: grains are made of it. The accounts have been registered.</summary>
    public static void AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookRoom>();
        services.TryAddSingleton<SelfAddress>();
        services.TryAddSingleton<IOutgoingHttp>(provider => ActivatorUtilities.CreateInstance<OutgoingHttp>(provider, OutgoingHttp.NewClient()));
        services.DecorateAccounts((inner, grains) => new WebhookAccounts(inner, grains));
    }

    /// <summary>After the engine: webhooks are read from grains before anybody is let in.</summary>
    public static void AddWebhookRefresh(this IServiceCollection services) =>
        services.AddSingleton<WebhookRefresh>().AddHostedService(provider => provider.GetRequiredService<WebhookRefresh>());
}
