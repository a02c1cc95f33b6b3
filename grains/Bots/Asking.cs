using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Bots;

/// <summary>How a third-party bot is asked: welcomes, messages alone and combined, what is tried again, and what has taken too long.</summary>
internal static class Asking
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    /// <summary>A conversation began with the bot.</summary>
    public static void Greet(Deliberation d, BotConnector connector)
    {
        if (!connector.Welcome) return;
        if (d.State.Type == ConversationType.Chat) Welcome(d, connector, BotRequestKind.Welcome);
        else if (connector.Kind == BotConnectorKind.BotFramework) Welcome(d, connector, BotRequestKind.ConversationUpdate);
    }

    /// <summary>A transfer brought the conversation to the bot.</summary>
    public static void GreetAfterTransfer(Deliberation d, BotConnector connector)
    {
        if (connector.WelcomeAfterTransfer) Welcome(d, connector, BotRequestKind.Welcome);
    }

    /// <summary>Gives a message to the bot; <paramref name="combined"/> are those before it that it answers together with it.</summary>
    public static void Start(Deliberation d, Bot bot, PendingMessage message, ImmutableArray<PendingMessage> combined)
    {
        var turn = d.State.LastTurn + 1;
        d.Raise(new TurnStarted
        {
            At = d.Now, Turn = turn, MessageSeq = message.Seq, IgnoreUntil = d.Now + bot.Interruptions.ResponseTimeout,
            Combined = combined.IsEmpty ? null : [.. combined.Select(m => m.Seq)],
        });
        var texts = combined.Add(message).Select(m => m.Text).Where(t => !string.IsNullOrEmpty(t));
        Ask(d, turn, bot.Connector!, Request(d, bot, ActivityIds.OfMessage(d.State.Key.Conversation, message.Seq)) with
        {
            Kind = message.EventName is null ? BotRequestKind.Message : BotRequestKind.Event,
            Text = string.Join('\n', texts) is { Length: > 0 } text ? text : null,
            EventName = message.EventName,
            Activity = message.Activity,
            StructuredContent = message.StructuredContent,
            Messages = [.. combined.Select(m => m.Seq), message.Seq],
        }, Planned(d, bot.Connector!));
    }

    /// <summary>
    /// Whether the bot is being told that a conversation began, or is still saying its greeting: what the consumer says meanwhile waits, or
    /// the bot would hear it first.
    /// </summary>
    public static bool IsGreeting(Conversation state) => !state.Talk.Exchanges.IsEmpty && state.Talk.Exchanges.Any(x =>
        x.Kind is BotRequestKind.Welcome or BotRequestKind.ConversationUpdate && (x.State == ExchangeState.Asked || x is { State: ExchangeState.Taken, IsAnswered: true })
        && state.RunOf(x.Turn) is not null);

    /// <summary>
    /// Whether the bot has just said all that is known of its answer, and only its HTTP answer is on its way: whoever replies at once, as programs
    /// do, interrupts nothing.
    /// </summary>
    public static bool HasJustAnswered(Deliberation d) =>
        d.State is { Busy: { } busy, Talk: { Pause: null, Pending.IsEmpty: true, SaidAt: { } said } talk } && d.Now - said < AtOnce
        && talk.Exchanges.LastOrDefault(x => x.Turn == busy.Turn) is { IsAnswered: true };

    /// <summary>A request is about to be sent again: not more often than allowed, and only while somebody waits for it.</summary>
    public static Decision Repeat(Conversation state, RepeatBotRequest repeat, Account account, DateTimeOffset now)
    {
        var d = new Deliberation(state, account, now);
        Clocks.Advance(d);
        var run = d.State.Runs.FirstOrDefault(r => r.EffectKey == repeat.Key);
        var exchange = run is null ? null : d.State.Talk.Exchanges.FirstOrDefault(x => x.Turn == run.Turn);
        if (exchange is null || d.Bot?.Connector is not { } connector || exchange.Tries > connector.Retries || (exchange.IsAnswered && repeat.UnlessAnswered))
        {
            return Deliberation.Refuse(state, RefusalCodes.MovedOn, "Nobody waits for this request any more, or it has been answered or sent as often as it may be.");
        }
        d.Raise(new BotRequestRepeated { At = now, Turn = exchange.Turn, Try = exchange.Tries + 1 });
        return d.Done();
    }

    /// <summary>A request came back.</summary>
    public static void Settle(Deliberation d, BotRequest request, SettleEffect settle)
    {
        var run = d.State.Runs.FirstOrDefault(r => r.EffectKey == settle.Key);
        var answer = settle.Outcome.Bot?.Activities ?? [];
        // What it said is heard on its own; the journal need not hold it twice.
        d.Raise(new EffectSettled
        {
            At = d.Now, Key = settle.Key, Outcome = settle.Outcome with { Bot = null }, Refused = run is null ? WhyNot(d, request.Bot) : null,
        });
        var exchange = d.State.Talk.Exchanges.FirstOrDefault(x => x.ActivityId == request.ActivityId);
        foreach (var activity in answer) Hearing.Hear(d, request.Bot, activity, new HearingTerms { Exchange = exchange?.Turn });
        // One that was given up has been dealt with.
        if (run is not null && exchange is { State: not ExchangeState.Failed })
        {
            if (settle.Outcome.Succeeded) Taken(d, run.Turn);
            else Failed(d, run.Turn, settle.Outcome);
        }
        Speaking.GoOn(d);
    }

    /// <summary>Ends the wait for bots whose time is over. An answer at the very end of it is in time.</summary>
    public static void GiveUp(Deliberation d, DateTimeOffset due)
    {
        foreach (var run in d.State.Runs.Where(r => r.AnswerBy <= due))
        {
            if (IsOptional(d, run.Turn)) End(d, run.Turn, TurnOutcome.Failed);
            else Speaking.Escalate(d, run.Turn, BotFaults.TimedOut, $"The bot did not answer within {Seconds(d):0.###} s.");
        }
        Speaking.GoOn(d);
    }

    /// <summary>Ends the turns whose requests came back and whose answers are said.</summary>
    public static void EndAnswered(Deliberation d)
    {
        foreach (var exchange in d.State.Talk.Exchanges)
        {
            if (exchange is not { State: ExchangeState.Asked or ExchangeState.Taken, IsAnswered: true }) continue;
            if (d.State.RunOf(exchange.Turn) is not { EffectKey: null }) continue;
            if (d.State.Talk.Pause?.Turn == exchange.Turn || d.State.Talk.Pending.Any(u => u.Turn == exchange.Turn)) continue;
            End(d, exchange.Turn, TurnOutcome.Answered);
        }
    }

    /// <summary>A function that the bot invoked came back.</summary>
    public static void Invoked(Deliberation d, InvokeFunction call, SettleEffect settle)
    {
        var escalates = call.FailOnError && !settle.Outcome.Succeeded;
        var refused = !escalates ? null : !d.State.IsOpen ? BotFaults.Closed : d.State.Bot != call.Bot ? BotFaults.Transferred : null;
        d.Raise(new EffectSettled { At = d.Now, Key = settle.Key, Outcome = settle.Outcome, Refused = refused });
        if (!escalates || refused is not null) return;
        Speaking.Escalate(d, call.Turn, BotFaults.InvocationFailed, $"The function '{call.Function}' failed: {settle.Outcome.Detail ?? settle.Outcome.Error}");
        Speaking.GoOn(d);
    }

    private static void Taken(Deliberation d, long turn)
    {
        var exchange = d.State.Talk.Exchanges.First(x => x.Turn == turn);
        if (exchange.IsAnswered) return;
        if (IsOptional(d, turn)) End(d, turn, TurnOutcome.Answered);
        else if (!exchange.Heard.IsEmpty) Speaking.Escalate(d, turn, BotFaults.EmptyAnswer, "The bot's answer holds nothing that can be said or carried out.");
        // It has until the end of its time: many bots take a message first and answer later.
        else Turns.StartQueued(d);
    }

    private static void Failed(Deliberation d, long turn, EffectOutcome outcome)
    {
        // It had answered before it failed: that stands, and is over when it is said.
        if (d.State.Talk.Exchanges.First(x => x.Turn == turn).IsAnswered) return;
        if (IsOptional(d, turn)) End(d, turn, TurnOutcome.Failed);
        else Speaking.Escalate(d, turn, outcome.Error ?? BotFaults.BotError, outcome.Detail ?? "The bot failed.");
    }

    private static void End(Deliberation d, long turn, TurnOutcome outcome)
    {
        d.Raise(new TurnEnded { At = d.Now, Turn = turn, Outcome = outcome });
        Turns.StartQueued(d);
    }

    private static bool IsOptional(Deliberation d, long turn) =>
        d.State.Talk.Exchanges.FirstOrDefault(x => x.Turn == turn) is { } exchange && !exchange.Kind.NeedsAnswer();

    private static void Welcome(Deliberation d, BotConnector connector, BotRequestKind kind)
    {
        var turn = d.State.LastTurn + 1;
        var id = ActivityIds.OfWelcome(d.State.Key.Conversation, turn);
        Ask(d, turn, connector, Request(d, d.Bot!, id) with { Kind = kind }, []);
    }

    private static BotRequest Request(Deliberation d, Bot bot, string activityId) => new()
    {
        Key = d.NextEffectKey,
        Turn = d.State.LastTurn,
        StartedAt = d.Now,
        Bot = bot.Name,
        ActivityId = activityId,
        Kind = BotRequestKind.Message,
        AnswerBy = d.Now + bot.Connector!.Timeout,
    };

    private static void Ask(Deliberation d, long turn, BotConnector connector, BotRequest request, ImmutableArray<PlannedMessage> planned) =>
        d.Raise(new BotAsked { At = d.Now, Turn = turn, Request = request with { Turn = turn, AnswerBy = d.Now + connector.Timeout }, Planned = planned });

    private static ImmutableArray<PlannedMessage> Planned(Deliberation d, BotConnector connector) => connector.ProactiveMessages.IsEmpty ? [] :
        [.. connector.ProactiveMessages.Select((p, index) => new PlannedMessage
        {
            Index = index, DueAt = d.Now + p.After, Text = p.Text.In(d.State.Language, d.Account.DefaultLanguage),
        })];

    private static string WhyNot(Deliberation d, string bot) =>
        !d.State.IsOpen ? BotFaults.Closed : d.State.Bot != bot ? BotFaults.Transferred : "turn_over";

    private static double Seconds(Deliberation d) => d.Bot?.Connector?.Timeout.TotalSeconds ?? 0;
}
