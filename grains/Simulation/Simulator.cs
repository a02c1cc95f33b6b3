using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;

namespace Conversations.Simulation;

/// <summary>
/// Conversations of one account in virtual time: the rules that a server runs, with a clock that hops from one deadline to
/// the next and never waits. At one instant the order is fixed: what comes back from effects, then timers (conversations
/// in the order they were opened), then what is told from outside. So an answer at the very second wins over the waiting
/// message of that second, and a message at the very end of the busy time is answered.
/// </summary>
public sealed class Simulator
{
    // Far above what any account needs; a flow that never comes to rest would otherwise keep the caller for ever.
    private const int MostMoments = 100_000;

    private readonly Agenda _agenda = new();
    private readonly ScriptedEffects _effects;
    private readonly List<Moment> _moments = [];
    private readonly List<string> _ids = [];
    private readonly Dictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);

    public Simulator(Account account, ScriptedWorld world, DateTimeOffset start)
    {
        Account = account;
        Now = start;
        _effects = new ScriptedEffects(world, _agenda);
    }

    public Account Account { get; private set; }
    public DateTimeOffset Now { get; private set; }
    /// <summary>False between a crash and the restart.</summary>
    public bool Running { get; private set; } = true;
    /// <summary>All that happened, in order.</summary>
    public IReadOnlyList<Moment> Moments => _moments;

    public Conversation? Find(string conversation) => _conversations.GetValueOrDefault(conversation);

    /// <summary>Tells a conversation something now. A process that is down answers <see cref="RefusalCodes.Overloaded"/>.</summary>
    public Receipt Tell(string conversation, ConversationCommand command)
    {
        if (command is OpenConversation { History: null } open) command = open with { History = HistoryOf(conversation, open.Consumer.Id) };
        if (Running) return Decide(conversation, command, Occasion.Command);
        var state = Find(conversation);
        var receipt = Refused(RefusalCodes.Overloaded, "The server is down; try again later.");
        Add(new Moment { Account = Account, At = Now, Occasion = Occasion.Command, Conversation = conversation, Command = command, Receipt = receipt, Before = state, After = state });
        return receipt;
    }

    /// <summary>Lets time pass, <paramref name="end"/> included: whatever comes back or falls due until then happens.</summary>
    public void RunUntil(DateTimeOffset end)
    {
        while (Running && NextAt() is { } next && next <= end)
        {
            if (next > Now) Now = next;
            if (_agenda.TryTake(Now, out var arrival)) Arrive(arrival);
            else TickOne();
        }
        if (end > Now) Now = end;
    }

    /// <summary>Lets time pass until nothing is under way any more.</summary>
    public void RunToRest()
    {
        while (Running && NextAt() is { } next) RunUntil(next);
    }

    /// <summary>The process dies: no timer runs, and what was on its way is lost.</summary>
    public void Crash()
    {
        Running = false;
        _agenda.Clear();
        Add(new Moment { Account = Account, At = Now, Occasion = Occasion.Crash });
    }

    /// <summary>The process comes back: what is overdue happens, and every pending effect is started again under its key.</summary>
    public void Restart()
    {
        Running = true;
        Add(new Moment { Account = Account, At = Now, Occasion = Occasion.Restart });
        while (TimerAt() <= Now) TickOne();
        foreach (var id in _ids)
        {
            var state = _conversations[id];
            foreach (var effect in state.Effects)
            {
                Add(new Moment { Account = Account, At = Now, Occasion = Occasion.Repeat, Conversation = id, Effect = effect, Before = state, After = state });
                if (effect is BotRequest request) RepeatRequest(id, request);
                else Start(id, effect);
            }
        }
    }

    /// <summary>The account's files changed. Turns that run go on as they began.</summary>
    public void Change(Account account)
    {
        Account = account;
        Add(new Moment { Account = Account, At = Now, Occasion = Occasion.FilesChanged });
    }

    private ConsumerHistory HistoryOf(string conversation, string consumer)
    {
        var before = _ids.Select(id => _conversations[id]).LastOrDefault(c => c.Consumer?.Id == consumer && c.Key.Conversation != conversation);
        return new ConsumerHistory
        {
            First = before is null, AutoClosedAt = before is { CloseReason: CloseReason.Timeout } ? before.ClosedAt : null,
        };
    }

    private Receipt Decide(string id, ConversationCommand command, Occasion occasion)
    {
        var before = Find(id) ?? Conversation.None(new ConversationKey(Account.Id, id));
        var decision = ConversationDecider.Decide(before, command, Account, Now);
        if (before.Version == 0 && decision.State.Version > 0) _ids.Add(id);
        if (decision.State.Version > 0) _conversations[id] = decision.State;
        Add(new Moment
        {
            Account = Account, At = Now, Occasion = occasion, Conversation = id, Command = command,
            Events = decision.Events, Receipt = decision.Receipt, Before = before, After = decision.State,
        });
        // As the server does it: an event that waited in its lane becomes an effect without an EffectStarted.
        foreach (var effect in decision.State.Effects.Where(e => !before.Effects.Contains(e))) Start(id, effect);
        return decision.Receipt;
    }

    private void Start(string id, Effect effect) => _effects.Start(id, effect, Account, Now);

    // As the server does it: whoever waits is asked before a request is sent once more.
    private void RepeatRequest(string id, BotRequest request)
    {
        var receipt = Decide(id, new RepeatBotRequest { Key = request.Key }, Occasion.Repeat);
        if (receipt.Refusal is not { } refusal) Start(id, request);
        else _effects.Settle(id, request, EffectOutcome.Failed(BotFaults.BotError, refusal.Detail), Now);
    }

    private void Arrive(Arrival arrival)
    {
        switch (arrival)
        {
            case ResultArrival result:
                Decide(result.Conversation, new SettleEffect { Key = result.Key, Outcome = result.Outcome }, Occasion.Result);
                break;
            case HearArrival heard:
                Decide(heard.Conversation, heard.Heard, Occasion.Delivery);
                break;
            case DeliveryArrival delivery:
                _effects.Confirm(delivery.Conversation, delivery.Message, Deliver(delivery.Conversation, delivery.Message), Now);
                break;
        }
    }

    private EffectOutcome Deliver(string from, ChatInstanceMessage message) => ChatInstanceDelivery.Fault(message)
        ?? ChatInstanceDelivery.Outcome(Decide(message.ChatInstanceId, ChatInstanceDelivery.Of(from, message), Occasion.Delivery));

    private void TickOne()
    {
        var id = _ids.First(i => Clocks.NextDue(_conversations[i], Account) <= Now);
        Decide(id, TimePassed.Instance, Occasion.Timer);
        if (Clocks.NextDue(_conversations[id], Account) <= Now)
        {
            throw new InvalidOperationException($"The tick at {Now:O} left something due in '{id}'; {nameof(ConversationDecider)} must use it up.");
        }
    }

    private DateTimeOffset? NextAt()
    {
        var timer = TimerAt();
        return _agenda.NextAt is { } arrival && !(timer < arrival) ? arrival : timer;
    }

    private DateTimeOffset? TimerAt() => _ids.Count == 0 ? null : _ids.Min(id => Clocks.NextDue(_conversations[id], Account));

    private void Add(Moment moment)
    {
        if (_moments.Count >= MostMoments)
        {
            throw new InvalidOperationException($"More than {MostMoments} things happened by {Now:O}; the scenario never comes to rest.");
        }
        _moments.Add(moment);
    }

    private static Receipt Refused(string code, string detail) => new() { Refusal = new Refusal { Code = code, Detail = detail } };
}
