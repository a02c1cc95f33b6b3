using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Embedded;
using Conversations.Silo.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Bench;

/// <summary>The service without its HTTP surface: conversations on the embedded engine, with their journal.</summary>
internal sealed class BenchSilo : IAccounts, IIntegrationClient, IAsyncDisposable
{
    private readonly Account _account;
    private readonly ServiceProvider _services;

    /// <param name="account">Whose conversations they are.</param>
    /// <param name="journal">Ends with this.</param>
    /// <param name="options">Of the engine.</param>
    /// <param name="filtered">Whether calls pass the filters of the silo.</param>
    public BenchSilo(Account account, BenchJournal journal, EmbeddedEngineOptions? options = null, bool filtered = true)
    {
        (_account, Journal) = (account, journal);
        var services = new ServiceCollection()
            .AddSingleton<IAccounts>(this)
            .AddSingleton<IIntegrationClient>(this)
            .AddSingleton(journal.Journal)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<RunningEffects>().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        // As the silo has them.
        if (filtered) services.AddSingleton<IIncomingGrainCallFilter, CallTelemetry>().AddSingleton<IIncomingGrainCallFilter, AccountBoundary>();
        _services = services.BuildServiceProvider();
        Engine = new(_services, options);
    }

    public BenchJournal Journal { get; }
    public EmbeddedEngine Engine { get; }
    public ImmutableArray<Account> All => [_account];

    public Account? Find(string id) => id == _account.Id ? _account : null;

    public IConversationGrain Conversation(int number) =>
        Engine.GetGrain<IConversationGrain>(new ConversationKey(_account.Id, $"0199a7c0-5b1e-7000-8000-{number:x12}").ToString());

    public static OpenConversation OpenBy(int number) => new() { Consumer = ConsumerOf(number) };

    public static Consumer ConsumerOf(int number) => new() { Id = $"consumer-{number}", Name = "Ann" };

    /// <summary>No service that is asked ever answers.</summary>
    public Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration) => new TaskCompletionSource<EffectOutcome>().Task;

    public async ValueTask DisposeAsync()
    {
        // Not stopped grain by grain: nothing is pending but what shall never end.
        Engine.Crash();
        await Journal.DisposeAsync();
        await _services.DisposeAsync();
    }
}
