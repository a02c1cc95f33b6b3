using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Conversations.Accounts.Loading;

public static class FolderAccountsRegistration
{
    /// <summary>
    /// Serves <see cref="IAccounts"/> and <see cref="IAccountHealth"/> from the folder in <c>Accounts:Path</c>. Register it
    /// before what needs accounts at its own start: hosted services start in the order of their registration.
    /// </summary>
    public static IServiceCollection AddFolderAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var path = configuration[$"{FolderAccountsOptions.Section}:{nameof(FolderAccountsOptions.Path)}"];
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(string.IsNullOrWhiteSpace(path) ? new FolderAccountsOptions() : new() { Path = path });
        services.AddSingleton<FolderAccounts>();
        services.AddSingleton<IAccounts>(s => s.GetRequiredService<FolderAccounts>());
        services.AddSingleton<IAccountHealth>(s => s.GetRequiredService<FolderAccounts>());
        return services.AddSingleton<IHostedService>(s => s.GetRequiredService<FolderAccounts>());
    }
}
