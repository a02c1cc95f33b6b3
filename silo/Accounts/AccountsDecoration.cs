using Conversations.Accounts;

namespace Conversations.Silo.Accounts;

/// <summary>How accounts get what is not in their folders.</summary>
internal static class AccountsDecoration
{
    /// <summary>Puts something around the accounts that are registered so far; it is registered under its own type, too. Grains are there later.</summary>
    public static void DecorateAccounts<T>(this IServiceCollection services, Func<IAccounts, Func<IGrainFactory>, T> decorate) where T : class, IAccounts
    {
        var inner = services.Last(s => s.ServiceType == typeof(IAccounts));
        services.Remove(inner);
        services.AddSingleton(provider => decorate((IAccounts)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)), provider.GetRequiredService<IGrainFactory>));
        services.AddSingleton<IAccounts>(provider => provider.GetRequiredService<T>());
    }
}
