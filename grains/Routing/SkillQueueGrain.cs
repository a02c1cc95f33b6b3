using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Journal;
using Microsoft.Extensions.Logging;

namespace Conversations.Routing;

/// <summary>
/// Everything is done in rounds, one at a time and beside the calls, which only leave word: ask the conversations that something was
/// said about, then assign one after the other. While somebody waits a reminder brings the queue back wherever it was lost.
/// </summary>
internal sealed partial class SkillQueueGrain(
    IAccounts accounts, IConversationJournal journal, TimeProvider time, ILogger<SkillQueueGrain> log) : Grain, ISkillQueueGrain, IRemindable
{
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private const string Reminder = "waiting";
    private const int MostShown = 1_000;
    private const int AskedAtOnce = 50;
    private const int PageSize = 200;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private readonly WaitingLine _line = new();
    private readonly AgentLoads _loads = new();
    // Conversations to be asked whether they wait here.
    private readonly HashSet<string> _unasked = new(StringComparer.Ordinal);
    // Those that could not be asked: again in the next round.
    private readonly HashSet<string> _unreached = new(StringComparer.Ordinal);
    private RoutingKey _key;
    private IGrainTimer _timer = null!;
    private TaskCompletionSource _listing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isListed;
    private bool _isLineSure;
    private bool _isReminded;
    private bool _isCalled;
    private bool _isInRound;
    private bool _isOver;
    private bool _hasFailed;
    private int _failures;
    private DateTimeOffset _agentsAskedAt;

    private Skill? Skill => accounts.Find(_key.Account)?.Skills.GetValueOrDefault(_key.Id);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = RoutingKey.Of(this);
        _timer = this.RegisterGrainTimer(CallRound, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isOver = true;
        return Task.CompletedTask;
    }

    public async Task Enqueue(string conversation)
    {
        // The reminder first: when this is answered nobody else remembers that the queue has somebody to look after.
        if (!_isReminded)
        {
            await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
            _isReminded = true;
        }
        _unasked.Add(conversation);
        await CallRound();
    }

    public Task Offer(string agent)
    {
        _loads.Offered(agent);
        return CallRound();
    }

    public async Task<QueueView> Read()
    {
        if (!_isListed)
        {
            var listed = _listing.Task;
            await CallRound();
            await listed;
        }
        return new QueueView { SkillId = _key.Id, Entries = _line.First(MostShown), Length = _line.Count };
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_isLineSure && _line.Count + _unasked.Count + _unreached.Count is 0)
        {
            await Unremind();
            return;
        }
        _isReminded = true;
        _isLineSure = false;
        await CallRound();
    }

    private async Task Unremind()
    {
        _isReminded = false;
        try
        {
            if (await this.GetReminder(Reminder) is { } reminder) await this.UnregisterReminder(reminder);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It comes once more, and then the queue tries again.
            LogStillReminded(log, _key.Account, _key.Id, fault);
        }
    }

    // Its caller does not wait for the round.
    private Task CallRound()
    {
        _isCalled = true;
        if (!_isInRound) _ = Rounds();
        return Task.CompletedTask;
    }

    private async Task Rounds()
    {
        _isInRound = true;
        Caller.System(_key.Account).Enter();
        while (_isCalled && !_isOver) await Round();
        _isInRound = false;
        if (!_isOver) _timer.Change(UntilNextRound(), Timeout.InfiniteTimeSpan);
    }

    private async Task Round()
    {
        (_isCalled, _hasFailed) = (false, false);
        try
        {
            if (!_isLineSure) await List();
            _unasked.UnionWith(_unreached);
            _unreached.Clear();
            await AskConversations();
            if (!_isListed) Listed(null);
            if (time.GetUtcNow() - _agentsAskedAt >= Every) ForgetAgents();
            await Assign();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _hasFailed = true;
            LogRoundFailed(log, _key.Account, _key.Id, fault);
            if (!_isListed) Listed(fault);
        }
        _failures = _hasFailed ? _failures + 1 : 0;
    }

    // What was believed of them gets old: somebody who said that there is room may not have been heard.
    private void ForgetAgents()
    {
        _loads.Forget();
        _agentsAskedAt = time.GetUtcNow();
    }

    private void Listed(Exception? fault)
    {
        var waiting = _listing;
        _isListed = fault is null;
        _listing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (fault is null) waiting.TrySetResult();
        else waiting.TrySetException(fault);
        // Nobody may have waited for it.
        _ = waiting.Task.Exception;
    }

    private TimeSpan UntilNextRound()
    {
        if (_failures > 0) return TimeSpan.FromSeconds(Math.Min(1 << Math.Min(_failures - 1, 5), Every.TotalSeconds));
        if (_line.Count is 0) return Timeout.InfiniteTimeSpan;
        var now = time.GetUtcNow();
        return _line.NextTurn(now) - now is { } wait && wait < Every ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : Every;
    }

    /// <summary>Holds the line against the journal's index: who is not in both, or has changed, is asked.</summary>
    private async Task List()
    {
        var before = _line.Conversations.ToHashSet(StringComparer.Ordinal);
        var query = new ConversationQuery { Account = _key.Account, State = ConversationState.Open, SkillId = _key.Id, Limit = PageSize };
        do
        {
            var page = await journal.List(query);
            foreach (var listed in page.Conversations)
            {
                if (listed.Index.AgentId is not null) continue;
                before.Remove(listed.Id);
                if (_line.VersionOf(listed.Id) != listed.Version) _unasked.Add(listed.Id);
            }
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);
        _unasked.UnionWith(before);
        _isLineSure = true;
    }

    private async Task AskConversations()
    {
        while (_unasked.Count > 0)
        {
            string[] some = [.. _unasked.Take(AskedAtOnce)];
            // Taken out first: what is said about them meanwhile asks them again.
            _unasked.ExceptWith(some);
            foreach (var (conversation, view, fault) in await Task.WhenAll(some.Select(AskConversation)))
            {
                if (fault is not null) _unreached.Add(conversation);
                else if (Entry(view) is { } entry) _line.Set(entry, view!.Version);
                else _line.Remove(conversation);
            }
        }
        _hasFailed |= _unreached.Count > 0;
    }

    private async Task<(string Conversation, ConversationView? View, Exception? Fault)> AskConversation(string conversation)
    {
        try
        {
            return (conversation, await Conversation(conversation).Read(), null);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotAsked(log, _key.Account, _key.Id, conversation, fault);
            return (conversation, null, fault);
        }
    }

    private QueueEntry? Entry(ConversationView? view) =>
        Skill is not { Bot: not null } && view is { State: ConversationState.Open, QueuedSince: { } since, AssignedAgentId: null } && view.SkillId == _key.Id
            ? new() { Conversation = view.Id, Since = since, EffectiveTtr = view.EffectiveTtr }
            : null;

    private IConversationGrain Conversation(string id) => GrainFactory.GetGrain<IConversationGrain>(RoutingKey.Text(_key.Account, id));
}
