using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Embedded;
using Conversations.Functions;
using Conversations.Journal;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Conversing;
using Conversations.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>
/// The whole service on one thread in virtual time: engine, grains, effects, wake-up and a journal that yields around every
/// write. A seed decides what runs next, how long integrations take, what fails, and after which step the process dies.
/// </summary>
internal sealed class World : IAccounts
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Random _random;
    private readonly VirtualTime _time = new(Talk.Nine);
    private readonly InMemoryJournal _disk = new();
    private readonly Account _account;
    private readonly ServiceProvider _services;
    private readonly List<ScriptedConsumer> _consumers = [];
    private int _crashesLeft;
    private SeededScheduler _scheduler = null!;
    private RunningEffects _effects = null!;

    /// <param name="seed">Decides everything.</param>
    /// <param name="functions">Whether a function says goodbye and closes what is transferred.</param>
    public World(int seed, bool functions = false)
    {
        _random = new Random(seed);
        _account = functions ? ScheduleAccount.WithFunctions(_random) : ScheduleAccount.Random(_random);
        _crashesLeft = _random.Next(4);
        Integrations = new ScriptedIntegrations(_random, _time);
        Clock = new JumpingClock(_time);
        _services = new ServiceCollection()
            .AddSingleton<IAccounts>(this)
            .AddSingleton<IConversationJournal>(new YieldingJournal(_disk, _random))
            .AddSingleton<IIntegrationClient>(Integrations)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IGrainStateRows>(new InMemoryGrainStateRows())
            .AddGrainState()
            .AddTransient(_ => _effects)
            .AddTransient<IGrainFactory>(_ => Engine)
            .AddSingleton<IFunctionRuntime>(new ScriptedFunctions(_random, _time))
            .AddSingleton<IOutgoingHttp, NoHttp>().AddSingleton(new FunctionRunnerOptions())
            .AddTransient<FunctionVersions>().AddTransient<FunctionRunner>()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .BuildServiceProvider();
        for (var i = _random.Next(1, 4); i > 0; i--) _consumers.Add(new ScriptedConsumer(i, _random, Clock, functions ? "agent" : null));
    }

    public EmbeddedEngine Engine { get; private set; } = null!;
    public ScriptedIntegrations Integrations { get; }
    public JumpingClock Clock { get; }
    public IReadOnlyList<ScriptedConsumer> Consumers => _consumers;
    public int Crashes { get; private set; }
    public System.Collections.Immutable.ImmutableArray<Account> All => [_account];

    public Account? Find(string id) => id == _account.Id ? _account : null;

    /// <summary>Runs until every consumer has been answered and nothing is pending.</summary>
    public void Run()
    {
        Start();
        var give = _time.GetUtcNow() + Patience;
        while (!Quiet())
        {
            // The story reads every journal: told only when it is needed.
            if (_time.GetUtcNow() >= give) Assert.Fail($"Not quiet after {Patience}.\n{string.Join('\n', _consumers.Select(Story))}");
            if (_random.Next(200) == 0) Clock.Jump(TimeSpan.FromSeconds(_random.Next(-20, 60)));
            Step();
            if (_consumers.Find(c => c.Surprise is not null) is { } surprised) throw surprised.Surprise!;
            var next = _consumers.Min(c => c.NextAct) is var act && _time.Next is { } timer && timer < act ? timer : act;
            _time.AdvanceTo(next > _time.GetUtcNow() ? next : _time.GetUtcNow() + TimeSpan.FromMilliseconds(10), Step);
        }
    }

    public IReadOnlyList<ConversationEvent> EventsOf(ConversationKey key)
    {
        var read = _disk.Read(key, 0, int.MaxValue).Result;
        return [.. read.SelectMany(append => JournalCodec.Decode(key, append))];
    }

    public ConversationView? LiveView(ConversationKey key) => Ask(() => Engine.GetGrain<IConversationGrain>(key.ToString()).Read());

    private string Story(ScriptedConsumer consumer) =>
        $"{consumer.Key} done={consumer.Done} settled={Settled(consumer.Key)} partition={WakeupPartition.Of(consumer.Key)} crashes={Crashes}\n"
        + string.Join('\n', EventsOf(consumer.Key).Select(e => $"  {(e.At - Talk.Nine).TotalSeconds,9:0.000} {e}"));

    private T Ask<T>(Func<Task<T>> question)
    {
        var asked = _scheduler.Start(question);
        while (!asked.IsCompleted) Assert.True(_scheduler.RunOne(), "A question was never answered.");
        return asked.Result;
    }

    private void Start()
    {
        _scheduler = new SeededScheduler(_random.Next());
        // What ran in the life before is known to nobody any more.
        _effects = new RunningEffects();
        Engine = new EmbeddedEngine(_services, new EmbeddedEngineOptions { Scheduler = _scheduler, TimeProvider = _time });
        var partitions = _consumers.Select(c => WakeupPartition.Of(c.Key)).Distinct();
        foreach (var partition in partitions) _ = _scheduler.Start(() => Engine.GetGrain<IWakeupGrain>(partition).Watch());
    }

    private void Step()
    {
        foreach (var consumer in _consumers) consumer.Act(_scheduler, Engine);
        while (_scheduler.RunOne())
        {
            if (_crashesLeft > 0 && _random.Next(60) == 0) Crash();
        }
    }

    private void Crash()
    {
        _crashesLeft--;
        Crashes++;
        Engine.Crash();
        Integrations.Forget();
        foreach (var consumer in _consumers) consumer.LoseConnection();
        if (_random.Next(2) == 0) Clock.Jump(TimeSpan.FromSeconds(_random.Next(40)));
        Start();
    }

    private bool Quiet() => _consumers.All(c => c.Done) && _consumers.All(c => Settled(c.Key));

    private bool Settled(ConversationKey key) =>
        _disk.Due(WakeupPartition.Of(key), DateTimeOffset.MaxValue, null, 100).Result.All(due => due.Key != key);
}
