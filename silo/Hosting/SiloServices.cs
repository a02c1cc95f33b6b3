using Conversations.Accounts.Loading;
using Conversations.Silo.Accounts;
using Conversations.Silo.Effects;
using Conversations.Silo.Functions;
using Conversations.Silo.Http;
using Conversations.Silo.Http.Access;
using Conversations.Silo.Http.Connector;
using Conversations.Silo.Http.DirectLine;
using Conversations.Silo.Http.Feeds;
using Conversations.Silo.Http.Operators;
using Conversations.Silo.Http.V1;
using Conversations.Silo.Storage;
using Conversations.Silo.Uploads;
using Conversations.Silo.Webhooks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting;

/// <summary>What the server is made of.</summary>
internal static class SiloServices
{
    /// <summary>
    /// What the server stands on: clock, journal, accounts, the way out to integrations. Registered first, so that it is
    /// started first and stopped last.
    /// </summary>
    public static void AddWorld(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddChecked<JournalOptions, JournalOptionsCheck>(JournalOptions.Section);
        services.AddChecked<AccountsOptions, AccountsOptionsCheck>(AccountsOptions.Section);
        services.AddJournal(builder.Configuration[$"{JournalOptions.Section}:{nameof(JournalOptions.ConnectionString)}"] ?? new JournalOptions().ConnectionString);
        services.AddFolderAccounts(builder.Configuration);
        services.AddEffects();
    }

    /// <summary>Registered after the engine: nobody is let in before the grains run.</summary>
    public static void AddHttpServices(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddChecked<DirectLineOptions, DirectLineOptionsCheck>(DirectLineOptions.Section);
        services.AddChecked<ClusterSettings, ClusterSettingsCheck>(ClusterSettings.Section);
        services.AddSingleton<ClusterChanges>();
        services.AddSingleton<ConfigurationChanges>();
        services.AddSingleton<IConversationIds, TimeOrderedIds>();
        services.AddSingleton<ListeningAddresses>().AddSingleton<AccessKeys>().AddSingleton<ConsumerTokens>();
        services.AddSingleton<SigningKey>().AddHostedService(provider => provider.GetRequiredService<SigningKey>());
        services.AddSingleton<ConversationCalls>().AddSingleton<RoutingCalls>().AddSingleton<EventFeeds>();
        services.AddSingleton<DirectLineAccess>().AddSingleton<ConversationFactsCache>().AddSingleton<StreamAddresses>().AddSingleton<ActivitySending>();
        // The journal brings a place for files when it is shared by several servers; else they lie in a folder.
        services.TryAddSingleton<IUploadStore>(provider => new FolderUploadStore(UploadFolder(provider)));
        services.AddOperators();
        services.AddDirectLineCors(builder.Configuration.DirectLine());
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, V1Json.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, DirectLineJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(2, ConnectorJson.Default);
        });
        services.AddOpenApi("v1", api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Conversations.Orleans";
            return Task.CompletedTask;
        }));
        services.AddFunctionRefresh();
        services.AddWebhookRefresh();
        services.AddHostedService<WakeupStart>();
        services.AddHostedService<Announcement>();
    }

    /// <summary>The Direct Line settings, unchecked: for what is put together before the host checks them.</summary>
    public static DirectLineOptions DirectLine(this IConfiguration configuration) =>
        configuration.GetSection(DirectLineOptions.Section).Get<DirectLineOptions>() ?? new();

    internal static OptionsBuilder<T> AddChecked<T, TCheck>(this IServiceCollection services, string section)
        where T : class
        where TCheck : class, IValidateOptions<T>
    {
        services.AddSingleton<IValidateOptions<T>, TCheck>();
        return services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
    }

    private static string UploadFolder(IServiceProvider provider)
    {
        if (provider.GetRequiredService<IOptions<DirectLineOptions>>().Value.UploadFolder is { Length: > 0 } given) return given;
        var file = new SqliteConnectionStringBuilder(provider.GetRequiredService<IOptions<JournalOptions>>().Value.ConnectionString).DataSource;
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "data", "uploads");
    }
}
