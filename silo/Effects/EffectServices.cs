using Conversations.Effects;

namespace Conversations.Silo.Effects;

/// <summary>What effects need from the host.</summary>
internal static class EffectServices
{
    public static IServiceCollection AddEffects(this IServiceCollection services) => services
        .AddSingleton<SelfAddress>()
        .AddSingleton<IOutgoingHttp>(provider => ActivatorUtilities.CreateInstance<OutgoingHttp>(provider, OutgoingHttp.NewClient()))
        .AddSingleton<IIntegrationClient, HttpIntegrationClient>();
}
