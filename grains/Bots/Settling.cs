namespace Conversations.Bots;

/// <summary>What comes of asking a third-party bot: its request came back, its answer is said, its time is over, or a function that it invoked is done.</summary>
internal static class Settling
{
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

    private static string WhyNot(Deliberation d, string bot) =>
        !d.State.IsOpen ? BotFaults.Closed : d.State.Bot != bot ? BotFaults.Transferred : "turn_over";

    private static double Seconds(Deliberation d) => d.Bot?.Connector?.Timeout.TotalSeconds ?? 0;
}
