using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Functions;
using Conversations.Silo.Calls;
using Conversations.Silo.Functions.Host;
using Conversations.Silo.Storage.GrainState;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Conversations.Bench;

/// <summary>The service without its HTTP surface: conversations on the engine of this build, with their journal.</summary>
internal sealed class BenchSilo : IAccounts, IIntegrationClient, IOutgoingHttp, IAsyncDisposable
{
    private readonly Account _account;
    private BenchEngine _engine = null!;

    private BenchSilo(Account account, BenchJournal journal) => (_account, Journal) = (account, journal);

    public BenchJournal Journal { get; }
    public IGrainFactory Grains => _engine.Grains;

    /// <param name="account">Whose conversations they are.</param>
    /// <param name="journal">Ends with this.</param>
    /// <param name="filtered">Whether calls pass the filters of the silo.</param>
    public static async Task<BenchSilo> Start(Account account, BenchJournal journal, bool filtered = true)
    {
        var silo = new BenchSilo(account, journal);
        silo._engine = await BenchEngine.Start(World(silo, journal, filtered));
        return silo;
    }

    /// <summary>What an engine stands on that runs conversations.</summary>
    public static IServiceCollection World(Account account, BenchJournal journal) => World(new BenchSilo(account, journal), journal, filtered: true);

    private static IServiceCollection World(BenchSilo silo, BenchJournal journal, bool filtered)
    {
        var services = new ServiceCollection()
            .AddSingleton<IAccounts>(silo)
            .AddSingleton<IIntegrationClient>(silo)
            .AddSingleton(journal.Journal)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IGrainStateRows, InMemoryGrainStateRows>().AddGrainState()
            .AddSingleton<IFunctionRuntime>(provider => new JavaScriptRuntime(Options.Create(new FunctionHostOptions()), NullLogger<JavaScriptRuntime>.Instance))
            .AddSingleton<IOutgoingHttp>(silo).AddSingleton(new FunctionRunnerOptions { Concurrency = 256, Queue = 10_000 })
            // Not registered themselves: what a provider makes it disposes of, and the grains end with the engine.
            .AddSingleton(_ => new FunctionVersions(silo, silo.Grains))
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<FunctionRunner>(provider, silo.Grains))
            .AddSingleton<RunningEffects>().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        // As the silo has them.
        return filtered ? services.AddSingleton<IIncomingGrainCallFilter, CallTelemetry>().AddSingleton<IIncomingGrainCallFilter, AccountBoundary>() : services;
    }

    public ImmutableArray<Account> All => [_account];

    public Account? Find(string id) => id == _account.Id ? _account : null;

    public IConversationGrain Conversation(int number) =>
        Grains.GetGrain<IConversationGrain>(KeyOf(number));

    public static string KeyOf(int number) => new ConversationKey(BenchAccounts.Id, $"0199a7c0-5b1e-7000-8000-{number:x12}").ToString();

    public static OpenConversation OpenBy(int number) => new() { Consumer = ConsumerOf(number) };

    public static Consumer ConsumerOf(int number) => new() { Id = $"consumer-{number}", Name = "Ann" };

    /// <summary>No service that is asked ever answers.</summary>
    public Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration) => new TaskCompletionSource<EffectOutcome>().Task;

    /// <summary>Functions of the benchmarks call nobody.</summary>
    public Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation) =>
        throw new NotSupportedException($"Nothing is to be sent to {request.Url}.");

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await Journal.DisposeAsync();
    }
}
