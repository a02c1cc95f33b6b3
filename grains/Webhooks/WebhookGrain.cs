using Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace Conversations.Webhooks;

/// <inheritdoc cref="IWebhookGrain"/>
internal sealed partial class WebhookGrain(
    [PersistentState("ledger")] IPersistentState<WebhookLedgerState> stored, ILogger<WebhookGrain> log) : Grain, IWebhookGrain
{
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(5);

    private WebhookLedgerState _ledger = null!;
    private IGrainTimer _timer = null!;
    private bool _isCounting;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ledger = stored.State;
        _timer = this.RegisterGrainTimer(WriteCounters, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => WriteCounters(cancellationToken);

    public Task Count(int delivered, int failed)
    {
        _ledger = _ledger with { Delivered = _ledger.Delivered + delivered, Failed = _ledger.Failed + failed };
        if (!_isCounting) _timer.Change(WriteAfter, Timeout.InfiniteTimeSpan);
        _isCounting = true;
        return Task.CompletedTask;
    }

    public async Task Bury(DeadLetter letter)
    {
        var next = _ledger.With(letter);
        if (next == _ledger) return;
        await Write(next);
        LogDead(log, this.GetPrimaryKeyString(), letter.Conversation, letter.FromVersion + 1, letter.ToVersion, letter.Error);
    }

    public Task Resent(long number) => Write(_ledger.Without(number));

    public Task<WebhookLedger> Read() => Task.FromResult(_ledger.Shown);

    public async Task Clear()
    {
        _isCounting = false;
        await stored.ClearStateAsync();
        DeactivateOnIdle();
    }

    private async Task Write(WebhookLedgerState next)
    {
        try
        {
            await stored.WriteOrEnd(next, DeactivateOnIdle);
            _ledger = next;
        }
        finally
        {
            _isCounting = false;
        }
    }

    private async Task WriteCounters(CancellationToken cancellation)
    {
        if (!_isCounting) return;
        try
        {
            await Write(_ledger);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogCountersLost(log, this.GetPrimaryKeyString(), fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Webhook}: events {From} to {To} of the conversation {Conversation} could not be delivered ({Error}). They are kept and can be sent again.")]
    private static partial void LogDead(ILogger logger, string webhook, string conversation, long from, long to, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Webhook}: its counters could not be written; what came in the last seconds is not counted. Its dead letters are not concerned.")]
    private static partial void LogCountersLost(ILogger logger, string webhook, Exception fault);
}
