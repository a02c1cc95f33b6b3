using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Embedded;
using Conversations.Journal;
using Conversations.Routing;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Conversing;
using Conversations.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace Conversations.Tests.Engines.Embedded.Routing;

/// <summary>
/// A contact centre on one thread in virtual time: conversations, agents, queues, effects, wake-up and reminders, over a journal and a
/// storage that yield around every write and sometimes fail, written or not. A seed decides what people do, what runs next, what fails
/// and after which step the process dies.
/// </summary>
internal sealed class RoutingWorld : IAccounts
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly Random _random;
    private readonly VirtualTime _time = new(Talk.Nine);
    private readonly AuditedJournal _journal;
    private readonly FailingRows _rows;
    private readonly InMemoryReminderTable _reminders = new();
    private readonly ServiceProvider _services;
    private readonly People _people;
    private int _crashesLeft;
    private int _turns;
    private SeededScheduler _scheduler = null!;
    private RunningEffects _effects = null!;

    public RoutingWorld(int seed)
    {
        _random = new Random(seed);
        Account = RoutingAccount.Random(_random);
        _crashesLeft = _random.Next(6);
        Clock = new Schedules.JumpingClock(_time);
        Audit = new RoomAudit(Account);
        _journal = new AuditedJournal(_random, Audit);
        _rows = new FailingRows(_random);
        _people = new People(_random, this);
        _services = new ServiceCollection()
            .AddSingleton<IAccounts>(this)
            .AddSingleton<IConversationJournal>(_journal)
            .AddSingleton<IIntegrationClient>(new Schedules.ScriptedIntegrations(_random, _time))
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IGrainStateRows>(_rows)
            .AddGrainState()
            .AddTransient(_ => _effects)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .BuildServiceProvider();
    }

    public Account Account { get; }
    public RoomAudit Audit { get; }
    public Schedules.JumpingClock Clock { get; }
    public EmbeddedEngine Engine { get; private set; } = null!;
    public int Crashes { get; private set; }
    public int Conversations => _people.Opened;
    public ImmutableArray<Account> All => [Account];

    public Account? Find(string id) => id == Account.Id ? Account : null;

    /// <summary>A day at work: people do what the seed says, then those on duty serve everybody who is left.</summary>
    public void Run()
    {
        Start();
        while (!_people.AreHome) Step(_people.Act);
        // From here on nothing fails: everybody who waits has to be served, whatever happened before.
        _journal.Fails = _rows.Fails = false;
        _crashesLeft = 0;
        var give = _time.GetUtcNow() + Patience;
        while (Audit.Open > 0)
        {
            if (_time.GetUtcNow() >= give) Assert.Fail($"{Audit.Open} of {Conversations} conversations were forgotten after {Crashes} crashes:\n{Audit.Left()}");
            Step(_people.ServeEverybody);
        }
        // The last reservation has run out by now, and every agent has been told.
        var settled = _time.GetUtcNow() + TimeSpan.FromMinutes(5);
        while (_time.GetUtcNow() < settled) Step(null);
        // One who was not in memory begins with what is stored, and asks the conversations at once.
        foreach (var agent in Account.Agents.Keys) Begin(engine => engine.GetGrain<IAgentGrain>($"{Account.Id}/{agent}").Read());
        Step(null);
        foreach (var agent in Account.Agents.Keys)
        {
            var view = Ask(() => Engine.GetGrain<IAgentGrain>($"{Account.Id}/{agent}").Read())!;
            Assert.True(view.Conversations.IsEmpty, $"{agent} still keeps room for {string.Join(", ", view.Conversations)}.");
        }
        foreach (var skill in Account.Skills.Keys)
        {
            Assert.Equal(0, Ask(() => Engine.GetGrain<ISkillQueueGrain>($"{Account.Id}/{skill}").Read()).Length);
        }
        Assert.Null(Audit.Breach);
    }

    /// <summary>A call of somebody outside, whose connection may break.</summary>
    public void Begin(Func<EmbeddedEngine, Task> call)
    {
        var engine = Engine;
        _ = _scheduler.Start(async () =>
        {
            try
            {
                await call(engine);
            }
            catch (Exception fault) when (fault is JournalUnavailableException or JournalOverloadedException or VersionConflictException
                or TimeoutException or OrleansException)
            {
                Assert.NotEmpty(fault.Message);
            }
            catch (Exception fault)
            {
                _surprise ??= fault;
            }
        });
    }

    private Exception? _surprise;

    private T Ask<T>(Func<Task<T>> question)
    {
        var asked = _scheduler.Start(question);
        for (var tries = 0; !asked.IsCompleted; tries++)
        {
            Assert.True(tries < 1_000_000, "A question was never answered.");
            if (!_scheduler.RunOne()) _time.Advance(TimeSpan.FromMilliseconds(100));
        }
        return asked.Result;
    }

    private void Start()
    {
        _scheduler = new SeededScheduler(_random.Next());
        _effects = new RunningEffects();
        Engine = new EmbeddedEngine(_services, new EmbeddedEngineOptions
        {
            Scheduler = _scheduler, TimeProvider = _time, ReminderTable = _reminders,
            Collection = new() { CollectionAge = TimeSpan.FromMinutes(2), CollectionQuantum = TimeSpan.FromSeconds(30) },
        });
        var engine = Engine;
        _ = _scheduler.Start(() => engine.StartAsync());
        foreach (var partition in _people.Keys.Select(WakeupPartition.Of).Distinct()) _ = _scheduler.Start(() => engine.GetGrain<IWakeupGrain>(partition).Watch());
    }

    private void Step(Action? act)
    {
        if (_random.Next(400) == 0) Clock.Jump(TimeSpan.FromSeconds(_random.Next(-20, 60)));
        act?.Invoke();
        Run(_scheduler);
        Assert.Null(Audit.Breach);
        if (_surprise is not null) throw new InvalidOperationException("Somebody got an error that no client could do anything about.", _surprise);
        var step = TimeSpan.FromMilliseconds(_random.Next(50, 2_000));
        _time.Advance(step, () => Run(_scheduler));
    }

    private void Run(SeededScheduler scheduler)
    {
        while (scheduler.RunOne())
        {
            if (++_turns > 5_000_000) throw new InvalidOperationException("Still busy after 5,000,000 turns; look for what goes round.");
            if (_crashesLeft > 0 && _random.Next(2_000) == 0)
            {
                Crash();
                return;
            }
        }
    }

    private void Crash()
    {
        _crashesLeft--;
        Crashes++;
        Engine.Crash();
        if (_random.Next(2) == 0) Clock.Jump(TimeSpan.FromSeconds(_random.Next(40)));
        Start();
    }
}
