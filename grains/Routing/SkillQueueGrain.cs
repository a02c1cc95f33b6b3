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
    private const string Reminder = "waiting";
    private const int MostShown = 1_000;
    private const int AskedAtOnce = 50;
    private const int PageSize = 200;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private readonly WaitingLine _line = new();
    private readonly AgentLoads _loads = new();
    private readonly Inquiries _inquiries = new();
    private readonly RoundPace _pace = new();
    private RoutingKey _key;
    private IGrainTimer _timer = null!;
    private TaskCompletionSource _listing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isListed;
    private bool _isLineSure;
    private bool _isReminded;
    private bool _isCalled;
    private bool _isInRound;
    private bool _isOver;

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
        _inquiries.Add(conversation);
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
        if (_isLineSure && _line.Count + _inquiries.Count is 0)
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
        if (_isOver) return;
        var now = time.GetUtcNow();
        _timer.Change(TimerWait.Until(_pace.Next(_line, now), now), Timeout.InfiniteTimeSpan);
    }

    private async Task Round()
    {
        _isCalled = false;
        _pace.Begins();
        try
        {
            if (!_isLineSure) await List();
            _inquiries.AskAgain();
            await AskConversations();
            if (!_isListed) Listed(null);
            _loads.ForgetOld(time.GetUtcNow());
            await Assign();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _pace.Fails();
            LogRoundFailed(log, _key.Account, _key.Id, fault);
            if (!_isListed) Listed(fault);
        }
        _pace.Ends();
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
}
