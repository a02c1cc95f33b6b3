using Conversations.Effects;

namespace Conversations.Silo.Effects;

/// <summary>What effects need from the host.</summary>
internal static class EffectServices
{
    public static IServiceCollection AddEffects(this IServiceCollection services) => services
        .AddSingleton<SelfAddress>()
        .AddSingleton<IIntegrationClient>(provider => ActivatorUtilities.CreateInstance<HttpIntegrationClient>(provider, HttpIntegrationClient.NewClient()));
}
