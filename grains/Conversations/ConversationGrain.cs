using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;
using Conversations.Journal;
using Conversations.Routing;
using Microsoft.Extensions.Logging;

namespace Conversations;

/// <summary>The shell around the rules: load, decide, append, evolve, arm the one timer, start effects, tell observers.</summary>
internal sealed partial class ConversationGrain(
    IConversationJournal journal, IAccounts accounts, TimeProvider time, ILogger<ConversationGrain> log) : Grain, IConversationGrain
{
    /// <summary>A snapshot at least every so many events, so that an activation reads a bounded number of them.</summary>
    internal const int SnapshotEvery = 128;

    private static readonly TimeSpan RetryTick = TimeSpan.FromSeconds(1);

    private Conversation _state = null!;
    private long _snapshotVersion;
    private IGrainTimer _timer = null!;
    private DateTimeOffset? _armedFor;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = ConversationKey.Parse(this.GetPrimaryKeyString());
        // A server that has just started decides nothing before it knows the functions and webhooks that are to hear of it.
        await accounts.Prepare(key.Account);
        var reading = await journal.Load(key, cancellationToken);
        if (reading?.Snapshot is { } snapshot && !JournalCodec.Fits(snapshot))
        {
            reading = new JournalReading(null, 0, await journal.Read(key, 0, int.MaxValue, cancellationToken));
        }
        _state = JournalCodec.Replay(key, reading);
        _snapshotVersion = reading?.SnapshotVersion ?? 0;
        RememberRecent(key, reading);
        _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        ArmTimer();
        // What was promised before a crash is done again, under the same keys.
        foreach (var effect in _state.Effects) StartEffect(effect, isRepeat: true);
    }

    public async Task<Receipt> Open(OpenConversation command)
    {
        // Whoever is refused has not opened a conversation: nothing of it is remembered with the consumer.
        if (_state.Version > 0 || accounts.Find(_state.Key.Account) is not { } account
            || ConversationDecider.Decide(_state, command, account, time.GetUtcNow()).Receipt.Refusal is not null)
        {
            return await Tell(command);
        }
        // What a consumer's earlier conversations were is for the service to know, not for whoever opens this one.
        Caller.System(account.Id).Enter();
        var consumer = GrainFactory.GetGrain<IConsumerGrain>($"{_state.Key.Account}/{command.Consumer.Id}");
        return await Tell(command with { History = await consumer.Opens(_state.Key.Conversation) });
    }

    public Task<Receipt> Publish(PublishMessage command) => Tell(command);

    public Task<Receipt> Join(AddParticipant command) => Tell(command);

    public Task<Receipt> Leave(RemoveParticipant command) => Tell(command);

    public Task<Receipt> Close(CloseConversation command) => Tell(command);

    public Task<Receipt> Apply(ApplyCommands command) => Tell(command);

    public Task<Receipt> Assign(AssignAgent command) => Tell(command);

    public Task<Receipt> ReturnToQueue(ReturnToQueue command) => Tell(command);

    public Task<Receipt> ChangeTtr(ChangeTtr command) => Tell(command);

    public Task<Receipt> StepUp(StepUpConsumer command) => Tell(command);

    public Task<Receipt> Settle(SettleEffect command) => Tell(command);

    public Task<Receipt> Hear(HearBot command) => Tell(command);

    public Task<Receipt> Repeat(RepeatBotRequest command) => Tell(command);

    public Task<BotSession?> ReadBotSession() => Task.FromResult(_state is { Version: > 0, IsOpen: true } ? Views.FactsOf(_state).Session : null);

    public Task<Receipt> NoteTyping(NoteTyping command) => Tell(command);

    public Task Wake()
    {
        if (_state.Version == 0) return Forget();
        // Whoever ran an effect may have given it up; one that still runs is not run twice.
        foreach (var effect in _state.Effects) StartEffect(effect, isRepeat: true);
        return Task.CompletedTask;
    }

    private async Task<Receipt> Tell(ConversationCommand command)
    {
        if (accounts.Find(_state.Key.Account) is not { } account)
        {
            return new Receipt { Refusal = UnknownAccount() };
        }
        var decision = ConversationDecider.Decide(_state, command, account, time.GetUtcNow());
        if (decision.Events.IsEmpty)
        {
            if (_state.Version == 0) DeactivateOnIdle();
            return decision.Receipt;
        }
        var before = _state;
        await Append(decision, account);
        ArmTimer();
        foreach (var effect in _state.Effects)
        {
            if (!before.Effects.Contains(effect)) StartEffect(effect, isRepeat: false);
        }
        TellObservers(decision.Events);
        // Not promised: a bot's health is not kept, so nothing is lost with a report that gets lost.
        foreach (var (bot, _, report) in BotOutcomes.Of(before, decision)) _ = GrainFactory.GetGrain<IBotGrain>(RoutingKey.Text(account.Id, bot)).Report(report);
        return decision.Receipt;
    }

    private async Task Append(Decision decision, Account account)
    {
        var next = decision.State;
        var snapshotDue = next.Version - _snapshotVersion >= SnapshotEvery;
        try
        {
            await journal.Append(new JournalAppend
            {
                Key = next.Key,
                ExpectedVersion = _state.Version,
                EventCount = decision.Events.Length,
                Events = JournalCodec.Encode(decision.Events),
                // Not "null": that would become empty bytes on its way through an array.
                Snapshot = snapshotDue ? JournalCodec.EncodeSnapshot(next) : default(ReadOnlyMemory<byte>?),
                Index = Views.IndexOf(next, account),
            });
        }
        catch (Exception fault) when (fault is not JournalOverloadedException)
        {
            // Memory and journal may differ now: the next call starts from what is on disk.
            LogAppendFailed(log, next.Key, fault);
            DeactivateOnIdle();
            throw;
        }
        if (snapshotDue) _snapshotVersion = next.Version;
        _state = next;
        RememberRecent(decision.Events);
    }

    private async Task Tick(CancellationToken cancellation)
    {
        _armedFor = null;
        Caller.System(_state.Key.Account).Enter();
        try
        {
            await Tell(TimePassed.Instance);
            ArmTimer();
        }
        catch (JournalOverloadedException)
        {
            _timer.Change(RetryTick, Timeout.InfiniteTimeSpan);
        }
    }

    // One timer, derived from the state; a tick that comes early decides nothing and arms it again.
    private void ArmTimer()
    {
        var due = accounts.Find(_state.Key.Account) is { } account ? Clocks.NextDue(_state, account) : null;
        if (due == _armedFor) return;
        _armedFor = due;
        _timer.Change(TimerWait.Until(due, time.GetUtcNow()), Timeout.InfiniteTimeSpan);
    }

    private void StartEffect(Effect effect, bool isRepeat) => _ = GrainFactory.GetGrain<IEffectRunnerGrain>(0).Run(new EffectOrder
    {
        Conversation = _state.Key.ToString(), Effect = effect, IsRepeat = isRepeat, Facts = effect is BotRequest ? Views.FactsOf(_state) : null,
    });

    private Task Forget()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Refusal UnknownAccount() => new()
    {
        Code = RefusalCodes.UnknownConversation,
        Detail = $"There is no account '{_state.Key.Account}' on this server; look at the server's log for what is wrong with its folder.",
    };
}
