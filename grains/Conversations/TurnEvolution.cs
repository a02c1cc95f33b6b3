using System.Collections.Immutable;
using Conversations.Bots;

namespace Conversations;

/// <summary>How events change the turns whose work is not done. Part of <see cref="Evolution"/>.</summary>
internal static class TurnEvolution
{
    public static Conversation Start(Conversation state, TurnStarted e)
    {
        var queued = state.Queue.FirstOrDefault(m => m.Seq == e.MessageSeq);
        var run = new Run
        {
            Turn = e.Turn,
            Message = queued ?? (state.Latest?.Seq == e.MessageSeq ? state.Latest : null),
            Variables = e.Variables ?? ImmutableDictionary<string, string>.Empty,
        };
        return state with
        {
            LastTurn = e.Turn,
            Busy = new BusyTurn(e.Turn, e.IgnoreUntil, e.Step),
            Runs = state.Runs.Add(run),
            Queue = queued is null ? state.Queue : state.Queue.RemoveAll(m => m.Seq == queued.Seq || e.Combined?.Contains(m.Seq) == true),
            Latest = queued is null ? null : state.Latest,
        };
    }

    public static Conversation Suspend(Conversation state, RunSuspended e) => WithRun(state, e.Turn, run => run with
    {
        EffectKey = e.EffectKey,
        Until = e.Until,
        Remaining = OrEmpty(e.Remaining),
        OnSuccess = OrEmpty(e.OnSuccess),
        OnFailure = OrEmpty(e.OnFailure),
        Planned = OrEmpty(e.Planned),
    });

    /// <summary>A proactive message of the turn has been said.</summary>
    public static Conversation SayPlanned(Conversation state, long turn, int index) =>
        WithRun(state, turn, run => run with { Planned = run.Planned.RemoveAll(p => p.Index == index) });

    /// <summary>What a turn waited for came back.</summary>
    public static Conversation Settle(Conversation state, EffectSettled e)
    {
        var run = state.Runs.FirstOrDefault(r => r.EffectKey == e.Key);
        if (run is null) return state;
        var values = e.Outcome.Values ?? ImmutableDictionary<string, string>.Empty;
        var known = run.Variables.SetItems(values);
        if (e.Outcome.Status is { } status) known = known.SetItem(BuiltInVariables.IntegrationStatus, status.ToString());
        var next = state with
        {
            Variables = state.Variables.SetItems(values),
            Talk = state.Talk.Exchanges.IsEmpty || !e.Outcome.Succeeded ? state.Talk : BotTalkEvolution.Take(state.Talk, run.Turn),
        };
        return WithRun(next, run.Turn, r => r with { EffectKey = null, Variables = known, Failed = r.Failed || !e.Outcome.Succeeded });
    }

    public static Conversation Detach(Conversation state, TurnDetached e) => WithRun(state, e.Turn, run => run with { Detached = true }) with
    {
        Busy = state.Busy?.Turn == e.Turn ? null : state.Busy,
    };

    public static Conversation End(Conversation state, TurnEnded e) => state with
    {
        Runs = state.Runs.RemoveAll(run => run.Turn == e.Turn),
        Busy = state.Busy?.Turn == e.Turn ? null : state.Busy,
        Talk = state.Talk.Exchanges.IsEmpty ? state.Talk : BotTalkEvolution.End(state.Talk, e),
    };

    // A welcome has no turn yet: it does not keep the bot busy.
    public static Conversation Ask(Conversation state, BotAsked e)
    {
        var known = state.RunOf(e.Turn) is not null;
        var next = known ? state : state with { LastTurn = e.Turn, Runs = state.Runs.Add(new Run { Turn = e.Turn }) };
        return WithRun(next, e.Turn, run => run with { EffectKey = e.Request.Key, AnswerBy = e.Request.AnswerBy, Planned = OrEmpty(e.Planned) }) with
        {
            Effects = state.Effects.Add(e.Request), LastEffect = state.LastEffect + 1, Talk = BotTalkEvolution.Ask(state.Talk, e, state.Runs),
        };
    }

    // Once the bot has answered, its time is no matter any more, and no waiting message may follow (SEED0).
    public static Conversation Hear(Conversation state, BotHeard e)
    {
        var next = state with { Talk = BotTalkEvolution.Hear(state.Talk, e) };
        return e is { Turn: { } turn, Actions.IsEmpty: false } ? WithRun(next, turn, run => run with { AnswerBy = null, Planned = [] }) : next;
    }

    public static Conversation Escalate(Conversation state, BotEscalated e)
    {
        var next = state with { Talk = BotTalkEvolution.Escalate(state.Talk, e) };
        return e.Turn is { } turn ? WithRun(next, turn, run => run with { AnswerBy = null, Planned = [], Failed = true }) : next;
    }

    private static Conversation WithRun(Conversation state, long turn, Func<Run, Run> change)
    {
        for (var i = 0; i < state.Runs.Length; i++)
        {
            if (state.Runs[i].Turn == turn) return state with { Runs = state.Runs.SetItem(i, change(state.Runs[i])) };
        }
        return state;
    }

    // A field that an older event of the same version lacks reads as default.
    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;
}
