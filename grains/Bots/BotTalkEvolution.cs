using System.Collections.Immutable;

namespace Conversations.Bots;

/// <summary>How events change what is between a conversation and its bot. Part of <see cref="Evolution"/>.</summary>
internal static class BotTalkEvolution
{
    // An answer to an older request than these is one to no request.
    private const int ExchangesKept = 8;

    /// <param name="talk">Before.</param>
    /// <param name="e">What happened.</param>
    /// <param name="runs">The turns that still run: their requests are kept, however many came after them.</param>
    public static BotTalk Ask(BotTalk talk, BotAsked e, ImmutableArray<Run> runs)
    {
        var exchange = new Exchange
        {
            Turn = e.Turn, ActivityId = e.Request.ActivityId, Kind = e.Request.Kind,
            MessageSeq = e.Request.Messages.IsDefaultOrEmpty ? null : e.Request.Messages[^1],
        };
        var over = talk.Exchanges.FirstOrDefault(x => runs.All(r => r.Turn != x.Turn));
        var kept = talk.Exchanges.Length < ExchangesKept || over is null ? talk.Exchanges : talk.Exchanges.Remove(over);
        return talk with
        {
            Exchanges = kept.Add(exchange), CombineUntil = null,
            Bots = talk.Bots.Contains(e.Request.Bot) ? talk.Bots : talk.Bots.Add(e.Request.Bot),
        };
    }

    public static BotTalk Repeat(BotTalk talk, BotRequestRepeated e) => With(talk, e.Turn, x => x with { Tries = e.Try });

    public static BotTalk Hear(BotTalk talk, BotHeard e)
    {
        var heard = new HeardActivity(e.Number, e.ActivityId, e.Fingerprint);
        var next = talk with
        {
            Heard = e.Number, Pending = talk.Pending.AddRange(e.Actions.Select(a => new Utterance(e.Turn, a, e.Late))),
        };
        return e.Turn is { } turn
            ? With(next, turn, x => x with { Heard = x.Heard.Add(heard), IsAnswered = x.IsAnswered || !e.Actions.IsEmpty })
            : next with
            {
                Unasked = (next.Unasked.Length < Hearing.MostActivities ? next.Unasked : next.Unasked.RemoveAt(0)).Add(heard), UnaskedSinceLine = next.UnaskedSinceLine + 1,
            };
    }

    /// <summary>The bot said what came next, or the consumer said something that is answered.</summary>
    public static BotTalk Say(BotTalk talk, MessagePublished e) =>
        e.BotSpoke ? Next(talk) with { SaidAt = e.At, Typed = null }
        : e.Message is { From.Role: Role.Consumer, Ignored: false } && talk.UnaskedSinceLine is not 0 ? talk with { UnaskedSinceLine = 0 }
        : talk;

    /// <summary>The first of the queue has been dealt with.</summary>
    public static BotTalk Next(BotTalk talk) => talk with { Pending = talk.Pending.RemoveAt(0) };

    public static BotTalk Wait(BotTalk talk, BotPaused e) => Next(talk) with { Pause = new Pause(e.Until, e.Typing, e.Turn), Typed = null };

    /// <summary>The bot failed: what follows from that comes after what it said before.</summary>
    public static BotTalk Escalate(BotTalk talk, BotEscalated e)
    {
        var failed = e.Turn is { } turn ? Reach(talk, turn, ExchangeState.Failed) : talk;
        var escalation = new Utterance(e.Turn, new BotEscalation { Reason = e.Reason, Detail = e.Detail }, false, true);
        return failed with { Pending = failed.Pending.Insert(e.AtItsPlace ? 0 : failed.Pending.Length, escalation) };
    }

    /// <summary>The bot took a request; one that was given up meanwhile stays so.</summary>
    public static BotTalk Take(BotTalk talk, long turn) => With(talk, turn, x => x.State == ExchangeState.Failed ? x : x with { State = ExchangeState.Taken });

    public static BotTalk Silence(BotTalk talk, BotSilenced e) => e.Turn is { } turn ? talk with { Pending = talk.Pending.RemoveAll(u => u.Turn == turn) }
        : talk with { Pending = [], Pause = null, CombineUntil = null, Typed = null };

    public static BotTalk End(BotTalk talk, TurnEnded e) =>
        Reach(talk, e.Turn, e.Outcome == TurnOutcome.Answered ? ExchangeState.Ended : ExchangeState.Failed) with { Typed = null };

    private static BotTalk Reach(BotTalk talk, long turn, ExchangeState state) => With(talk, turn, x => x with { State = state });

    private static BotTalk With(BotTalk talk, long turn, Func<Exchange, Exchange> change)
    {
        for (var i = talk.Exchanges.Length - 1; i >= 0; i--)
        {
            if (talk.Exchanges[i].Turn == turn) return talk with { Exchanges = talk.Exchanges.SetItem(i, change(talk.Exchanges[i])) };
        }
        return talk;
    }
}
