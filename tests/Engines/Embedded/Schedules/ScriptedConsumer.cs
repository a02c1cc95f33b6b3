using Conversations.Embedded;
using Orleans;

namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>A consumer's client as a good one is: it repeats what was not acknowledged, with the same id.</summary>
internal sealed class ScriptedConsumer
{
    private static readonly string[] Texts = ["order 7", "order 8", "hello?", "wait", "tell c1 hi", "set", "refund 3", "agent", "bye"];

    private readonly Queue<(DateTimeOffset At, string Text)> _script = [];
    private readonly JumpingClock _clock;
    private readonly Dictionary<string, (string Text, DateTimeOffset RetryAt)> _unacknowledged = [];
    private int _sent;
    private int _connection;
    private bool _open;
    private DateTimeOffset _openAt;

    public ScriptedConsumer(int number, Random random, JumpingClock clock, string? last = null)
    {
        Key = new ConversationKey("acme", $"c{number}");
        _clock = clock;
        _openAt = clock.Steady;
        var at = clock.Steady;
        for (var i = random.Next(2, 9); i > 0; i--)
        {
            at += TimeSpan.FromMilliseconds(random.Next(9_000));
            // Endings are rarer than the rest: after one there is little left to see.
            var text = Texts[random.Next(Texts.Length - (random.Next(3) == 0 ? 0 : 2))];
            _script.Enqueue((at, text));
        }
        if (last is not null) _script.Enqueue((at, last));
    }

    public ConversationKey Key { get; }

    /// <summary>Client message id to the receipt it got.</summary>
    public Dictionary<string, Receipt> Acknowledged { get; } = [];

    /// <summary>A fault that no client could do anything about.</summary>
    public Exception? Surprise { get; private set; }

    public bool Done => _open && _script.Count == 0 && _unacknowledged.Count == 0;

    public DateTimeOffset NextAct
    {
        get
        {
            var next = _script.Count > 0 ? _script.Peek().At : DateTimeOffset.MaxValue;
            foreach (var (_, retry) in _unacknowledged.Values) next = retry < next ? retry : next;
            return _open || next < _openAt ? next : _openAt;
        }
    }

    public void LoseConnection() => _connection++;

    public void Act(SeededScheduler scheduler, EmbeddedEngine engine)
    {
        var grain = engine.GetGrain<IConversationGrain>(Key.ToString());
        if (!_open)
        {
            if (_openAt > _clock.Steady) return;
            _openAt = _clock.Steady + TimeSpan.FromSeconds(1);
            Start(scheduler, async () => _open |= (await grain.Open(new OpenConversation { Consumer = new Consumer { Id = "ann" } })).Refusal is null);
            return;
        }
        while (_script.Count > 0 && _script.Peek().At <= _clock.Steady)
        {
            var (_, text) = _script.Dequeue();
            _unacknowledged.Add($"m{++_sent}", (text, _clock.Steady));
        }
        foreach (var (id, (text, retryAt)) in _unacknowledged.ToArray())
        {
            if (retryAt > _clock.Steady) continue;
            _unacknowledged[id] = (text, _clock.Steady + TimeSpan.FromSeconds(1));
            Start(scheduler, () => Send(grain, id, text));
        }
    }

    private async Task Send(IConversationGrain grain, string id, string text)
    {
        var receipt = await grain.Publish(new PublishMessage
        {
            From = new Participant { Id = "ann", Role = Role.Consumer }, Text = text, ClientMessageId = id,
        });
        _unacknowledged.Remove(id);
        if (Acknowledged.TryGetValue(id, out var before)) Assert.Equal(before.Seq, receipt.Seq);
        Acknowledged[id] = receipt;
    }

    // What a dead connection would have brought is never heard; the next try asks again.
    private void Start(SeededScheduler scheduler, Func<Task> act)
    {
        var connection = _connection;
        _ = scheduler.Start(async () =>
        {
            try
            {
                await act();
            }
            catch (Exception fault) when (fault is JournalUnavailableException or JournalOverloadedException or VersionConflictException or TimeoutException)
            {
                if (connection != _connection) Surprise ??= fault;
            }
            catch (Exception fault)
            {
                Surprise ??= fault;
            }
        });
    }
}
