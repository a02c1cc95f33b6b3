using System.Collections.Immutable;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Embedded;
using Conversations.Journal;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Conversing;
using Conversations.Tests.Engines.Embedded.Schedules;
using Conversations.Tests.Time;
using Conversations.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace Conversations.Tests.Engines.Embedded.Webhooks;

/// <summary>
/// Conversations with webhooks on one thread in virtual time. A seed decides who says what, privately or not, what runs next, what the
/// receivers do, and after which step the process dies.
/// </summary>
internal sealed class WebhookWorld : IAccounts
{
    public const string Secret = "0123456789abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private readonly Random _random;
    private readonly VirtualTime _time = new(Talk.Nine);
    private readonly InMemoryJournal _disk = new();
    private readonly Account _account;
    private readonly ServiceProvider _services;
    private readonly ImmutableArray<ConversationKey> _conversations;
    private int _crashesLeft;
    private int _actsLeft;
    private int _said;
    private SeededScheduler _scheduler = null!;
    private RunningEffects _effects = null!;
    private WebhookRoom _room = null!;
    private EmbeddedEngine _engine = null!;

    public WebhookWorld(int seed)
    {
        _random = new Random(seed);
        _crashesLeft = _random.Next(4);
        _actsLeft = _random.Next(5, 60);
        _account = Talk.Account() with { Webhooks = [Make("all", "*"), Make("messages", "messagePublished.v1"), Make("consumer", "*") with { Filter = new() { Events = ["*"], ConsumerOnly = true } }] };
        _conversations = [.. Enumerable.Range(1, _random.Next(1, 5)).Select(i => new ConversationKey(_account.Id, $"c{i}"))];
        Receiver = new Receiver(_random, _time);
        _services = new ServiceCollection()
            .AddSingleton<IAccounts>(this)
            .AddSingleton<IConversationJournal>(new YieldingJournal(_disk, _random))
            .AddSingleton<IIntegrationClient>(new ScriptedIntegrations(_random, _time))
            .AddSingleton<IOutgoingHttp>(Receiver)
            .AddSingleton<TimeProvider>(_time)
            .AddGrainState()
            .AddTransient(_ => _effects)
            .AddTransient(_ => _room)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .BuildServiceProvider();
    }

    public Receiver Receiver { get; }
    public int Crashes { get; private set; }
    public int DeadLetters { get; private set; }
    public int PrivateLines { get; private set; }
    public ImmutableArray<Account> All => [_account];

    public Account? Find(string id) => id == _account.Id ? _account : null;

    /// <summary>People talk, everything is delivered or dead, and what is dead is sent again when the receivers are well.</summary>
    public void Run()
    {
        Start();
        foreach (var webhook in _account.Webhooks) Assert.Null(Ask(() => _engine.GetGrain<IWebhookRegistryGrain>(_account.Id).Add(webhook)));
        var give = _time.GetUtcNow() + Patience;
        while (_actsLeft > 0 || !Quiet())
        {
            if (_time.GetUtcNow() >= give) Assert.Fail($"Something is still promised after {Patience}.");
            if (_actsLeft > 0) Act();
            Step();
            _time.Advance(TimeSpan.FromMilliseconds(_random.Next(1, 3_000)), Step);
        }
        _crashesLeft = 0;
        Receiver.Fails = false;
        PrivateLines = _conversations.Sum(key => EventsOf(key).Count(e => e is MessagePublished { Message.Audience: Audience.AgentsAndManagers }));
        Check(alsoDead: false);
        foreach (var webhook in _account.Webhooks) Resend(webhook);
        Check(alsoDead: true);
    }

    private void Resend(Webhook webhook)
    {
        var dead = Ask(() => _engine.GetGrain<IWebhookGrain>($"{_account.Id}/{webhook.Id}").Read()).DeadLetters.Length;
        DeadLetters += dead;
        var receipt = Ask(() => _engine.GetGrain<IWebhookSenderGrain>(_account.Id).Resend(webhook.Id, null));
        Assert.Equal((null, dead, 0), (receipt.Error, receipt.Delivered, receipt.Left));
        Assert.Empty(Ask(() => _engine.GetGrain<IWebhookGrain>($"{_account.Id}/{webhook.Id}").Read()).DeadLetters);
    }

    private void Act()
    {
        _actsLeft--;
        var conversation = _engine.GetGrain<IConversationGrain>(_conversations[_random.Next(_conversations.Length)].ToString());
        var number = ++_said;
        switch (_random.Next(8))
        {
            case 0 or 1:
                Tell(() => conversation.Publish(new PublishMessage
                {
                    From = new Participant { Id = "max", Role = Role.Manager }, Text = $"SECRET {number}", Audience = Audience.AgentsAndManagers, ClientMessageId = $"m{number}",
                }));
                break;
            case 2 when _random.Next(6) == 0:
                Tell(() => conversation.Close(new CloseConversation { By = CloseReason.Agent }));
                break;
            default:
                Tell(async () =>
                {
                    await conversation.Open(new OpenConversation { Consumer = new Consumer { Id = "ann" } });
                    await conversation.Publish(new PublishMessage { From = new Participant { Id = "ann", Role = Role.Consumer }, Text = $"text {number}", ClientMessageId = $"m{number}" });
                });
                break;
        }
    }

    private void Check(bool alsoDead)
    {
        Assert.Null(_surprise);
        foreach (var webhook in _account.Webhooks)
        {
            var taken = Receiver.Took.Where(t => t.Url == webhook.Url).ToList();
            foreach (var one in taken) Assert.Equal(WebhookSignature.Of(Secret, one.Timestamp, one.Body), one.Signature);
            foreach (var repeats in taken.GroupBy(t => t.DeliveryId)) Assert.Single(repeats.Select(t => t.Body).Distinct());
            foreach (var key in _conversations) Check(webhook, key, [.. taken.DistinctBy(t => t.DeliveryId)], alsoDead);
        }
    }

    private void Check(Webhook webhook, ConversationKey key, List<Taken> firsts, bool alsoDead)
    {
        var events = EventsOf(key);
        var wanted = Enumerable.Range(1, events.Count).Where(version => webhook.Filter.Wants(events[version - 1])).Select(v => (long)v).ToList();
        var told = firsts.Where(t => t.DeliveryId.StartsWith($"{key}/", StringComparison.Ordinal)).SelectMany(t => VersionsOf(t.Body)).ToList();
        if (webhook.Filter.ConsumerOnly) Assert.DoesNotContain(firsts, t => t.Body.Contains("SECRET", StringComparison.Ordinal));
        // Dead letters may have reached the receiver, or come later; all others are in order and without a gap but for those.
        if (alsoDead) Assert.Equal(wanted, told.Order());
        else Assert.Equal(told.Order(), told);
        Assert.Equal(told.Count, told.Distinct().Count());
    }

    private static IEnumerable<long> VersionsOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("version").GetInt64())];
    }

    private IReadOnlyList<ConversationEvent> EventsOf(ConversationKey key) =>
        [.. _disk.Read(key, 0, int.MaxValue).Result.SelectMany(append => JournalCodec.Decode(key, append))];

    private bool Quiet() => _conversations.All(key => EventsOf(key).Aggregate(Conversation.None(key), Evolution.Evolve).Effects.IsEmpty);

    private void Tell(Func<Task> call) => _ = _scheduler.Start(async () =>
    {
        try
        {
            await call();
        }
        catch (Exception fault) when (fault is JournalUnavailableException or JournalOverloadedException or VersionConflictException or TimeoutException or OrleansException)
        {
            // It was said or not: the journal tells.
            Assert.NotEmpty(fault.Message);
        }
        catch (Exception fault)
        {
            _surprise ??= fault;
        }
    });

    private Exception? _surprise;

    private T Ask<T>(Func<Task<T>> question)
    {
        var asked = _scheduler.Start(question);
        for (var tries = 0; !asked.IsCompleted; tries++)
        {
            Assert.True(tries < 1_000_000, "A question was never answered.");
            if (!_scheduler.RunOne()) _time.Advance(TimeSpan.FromMilliseconds(10));
        }
        return asked.Result;
    }

    private void Start()
    {
        _scheduler = new SeededScheduler(_random.Next());
        (_effects, _room) = (new RunningEffects(), new WebhookRoom(_time));
        _engine = new EmbeddedEngine(_services, new EmbeddedEngineOptions { Scheduler = _scheduler, TimeProvider = _time });
        var engine = _engine;
        foreach (var partition in _conversations.Select(WakeupPartition.Of).Distinct()) _ = _scheduler.Start(() => engine.GetGrain<IWakeupGrain>(partition).Watch());
    }

    private void Step()
    {
        while (_scheduler.RunOne())
        {
            if (_crashesLeft == 0 || _random.Next(300) != 0) continue;
            _crashesLeft--;
            Crashes++;
            _engine.Crash();
            Start();
        }
    }

    private static Webhook Make(string id, string events) => new()
    {
        Id = id, Url = $"https://{id}.test/", Filter = new() { Events = [events] }, Secret = Secret, Enabled = true, CreatedAt = Talk.Nine.AddHours(-1),
    };
}
