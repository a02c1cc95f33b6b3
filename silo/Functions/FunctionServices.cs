using Conversations.Functions;
using Conversations.Silo.Accounts;
using Conversations.Silo.Effects;
using Conversations.Silo.Functions.Host;
using Conversations.Silo.Hosting;
using Conversations.Effects;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Functions;

/// <summary>What grains need to run functions, and how deployments reach the rules.</summary>
internal static class FunctionServices
{
    /// <summary>Before the engine: grains are made of it. The accounts have been registered.</summary>
    public static void AddFunctions(this IServiceCollection services)
    {
        services.AddChecked<FunctionRunnerOptions, FunctionRunnerOptionsCheck>(FunctionRunnerOptions.Section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<FunctionRunnerOptions>>().Value);
        services.AddSingleton<FunctionVersions>().AddSingleton<FunctionRunner>();
        services.TryAddSingleton<SelfAddress>();
        services.TryAddSingleton<IOutgoingHttp>(provider => ActivatorUtilities.CreateInstance<OutgoingHttp>(provider, OutgoingHttp.NewClient()));
        if (services.All(s => s.ServiceType != typeof(IFunctionRuntime))) services.AddFunctionRuntime();
        services.DecorateAccounts((folders, grains) => new RoutedAccounts(folders, grains));
    }

    /// <summary>After the engine: what is deployed is read from grains before anybody is let in.</summary>
    public static IServiceCollection AddFunctionRefresh(this IServiceCollection services) =>
        services.AddSingleton<FunctionRefresh>().AddHostedService(provider => provider.GetRequiredService<FunctionRefresh>());
}
