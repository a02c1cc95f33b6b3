using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Bots;

/// <summary>How something that a bot said is taken: to which request it belongs, whether it is a repeat, and whether it may still be said.</summary>
internal static class Hearing
{
    /// <summary>Activities that are taken as the answer to one request, and unasked ones since the consumer's last line.</summary>
    public const int MostActivities = 100;
    /// <summary>What may wait in a conversation's queue.</summary>
    public const int MostPending = 1_000;

    public static Decision Decide(Conversation state, HearBot hear, Account account, DateTimeOffset now)
    {
        if (state.Bot != hear.Bot && !state.Talk.Bots.Contains(hear.Bot))
        {
            // A bot is not told what there is that was never its own.
            return Deliberation.Refuse(state, RefusalCodes.UnknownConversation, $"The bot '{hear.Bot}' has no conversation '{state.Key.Conversation}'.");
        }
        if (hear.ReadAfter is { } place && !IsAt(state.Talk.Session, place))
        {
            return Deliberation.Refuse(state, RefusalCodes.MovedOn, "Somebody else has read further since; go on from what the conversation remembers.");
        }
        var d = new Deliberation(state, account, now);
        TimeFirst(d);
        var last = 0L;
        foreach (var activity in hear.Activities)
        {
            last = Hear(d, hear.Bot, activity, new HearingTerms { Doubtful = hear.Doubtful, Private = hear.Private }) ?? last;
        }
        if (hear.Session is { } session && session != d.State.Talk.Session) d.Raise(new BotSessionChanged { At = now, Session = session });
        Speaking.GoOn(d);
        Clocks.Advance(d);
        return d.Done(last);
    }

    private static bool IsAt(BotSession? session, BotSession place) =>
        session is not null && session.Bot == place.Bot && session.ConversationId == place.ConversationId && session.Watermark == place.Watermark;

    /// <summary>Does what was due before now. An answer at the very end of the bot's time is in time.</summary>
    public static void TimeFirst(Deliberation d)
    {
        if (d.State.IsOpen && d.State.Runs.Any(r => r.AnswerBy < d.Now)) Clocks.Advance(d);
        if (d.State.Busy?.IgnoreUntil < d.Now) Clocks.DetachOverdue(d);
    }

    /// <summary>Takes one activity and answers its number; null when there was nothing in it to take.</summary>
    public static long? Hear(Deliberation d, string bot, string activity, HearingTerms terms)
    {
        var reading = BotActivityReader.Read(activity, new BotReadingRules(d.Account.EncodedMetadata, d.State.Type));
        if (reading.IsSilent)
        {
            if (reading.IsTyping && !terms.Private) Typing.Note(d, bot, ExchangeOf(d.State, bot, reading, terms));
            return null;
        }
        var exchange = ExchangeOf(d.State, bot, reading, terms);
        if (Known(d, exchange, reading, terms) is { } number) return number;
        var isLate = exchange?.State == ExchangeState.Failed;
        var refusal = Refusal(d, bot, exchange, terms);
        if (refusal is { Reason: BotFaults.TooMany } && AlreadyTold(d.State, exchange)) return null;
        var said = refusal is not null ? reading with { Actions = [], Refusals = [refusal, .. reading.Refusals] }
            : terms.Private ? ForAgents(reading, BotFaults.Transcript)
            : isLate && LatePolicy(d) == LateAnswers.Private ? ForAgents(reading, BotFaults.Late)
            : reading;
        Record(d, bot, exchange, said);
        return d.State.Talk.Heard;
    }

    private static void Record(Deliberation d, string bot, Exchange? exchange, BotReading said) => d.Raise(new BotHeard
    {
        At = d.Now,
        Number = d.State.Talk.Heard + 1,
        Bot = bot,
        Turn = exchange?.Turn,
        ActivityId = said.Id,
        Fingerprint = said.Fingerprint,
        Actions = said.Actions,
        Refusals = said.Refusals,
        Late = exchange?.State == ExchangeState.Failed,
    });

    // An activity that names no request while one is being sent belongs to it: some bots greet that way.
    private static Exchange? ExchangeOf(Conversation state, string bot, BotReading reading, HearingTerms terms)
    {
        var exchanges = state.Talk.Exchanges;
        // A transcript answers nothing.
        if (terms.Private) return null;
        if (terms.Exchange is { } turn) return exchanges.LastOrDefault(x => x.Turn == turn);
        if (reading.ReplyToId is { Length: > 0 } id) return exchanges.LastOrDefault(x => x.ActivityId == id);
        if (state.Bot != bot) return null;
        var asked = exchanges.Where(x => x.State == ExchangeState.Asked && state.RunOf(x.Turn) is { EffectKey: not null }).Take(2).ToList();
        return asked.Count == 1 ? asked[0] : null;
    }

    // The same id is the same activity. The same content is, too, where the bot may have been asked or may have answered twice; after
    // the turn only where no ids tell the two apart.
    private static long? Known(Deliberation d, Exchange? exchange, BotReading reading, HearingTerms terms)
    {
        var doubtful = terms.Doubtful || exchange?.Tries > 1;
        var already = exchange?.Heard ?? d.State.Talk.Unasked;
        // Some bots count their ids anew after each line.
        var since = exchange is null ? already.Length - d.State.Talk.UnaskedSinceLine : 0;
        for (var i = 0; i < already.Length; i++)
        {
            var heard = already[i];
            if (i >= since && reading.Id is not null && heard.ActivityId == reading.Id) return heard.Number;
            var isUnnamed = reading.Id is null || heard.ActivityId is null;
            if (heard.Fingerprint == reading.Fingerprint && (doubtful || (isUnnamed && exchange?.State >= ExchangeState.Ended))) return heard.Number;
        }
        return (reading.ReplyToId is null || exchange is null) && terms.Exchange is null ? KnownElsewhere(d.State.Talk, reading) : null;
    }

    // One that names no request that is known may have been taken for the answer to another one when it came first. Some bots count their ids anew in each turn.
    private static long? KnownElsewhere(BotTalk talk, BotReading reading) => reading.Id is null ? null
        : talk.Exchanges.SelectMany(x => x.Heard).Concat(talk.Unasked).Where(h => h.ActivityId == reading.Id && h.Fingerprint == reading.Fingerprint)
            .Select(h => (long?)h.Number).FirstOrDefault();

    private static BotRefusal? Refusal(Deliberation d, string bot, Exchange? exchange, HearingTerms terms)
    {
        if (Count(d.State, exchange) >= MostActivities || d.State.Talk.Pending.Length >= MostPending)
        {
            return Whole(BotFaults.TooMany, $"It is one activity too many, and so are all that follow: {MostActivities} are taken as the answer to one request.");
        }
        if (!d.State.IsOpen) return Whole(BotFaults.Closed, "The conversation is closed.");
        if (d.State.Bot != bot) return Whole(BotFaults.Transferred, "The bot no longer has the conversation.");
        if (exchange is null && !terms.Private && d.Bot?.Connector?.Proactive != true)
        {
            return Whole(BotFaults.ProactiveNotAllowed, "It answers no request, and 'proactive' is not set for the bot.");
        }
        return exchange?.State == ExchangeState.Failed && LatePolicy(d) == LateAnswers.Drop ? Whole(BotFaults.Late, "It came after the bot's time, and 'lateAnswers' is drop.") : null;
    }

    private static int Count(Conversation state, Exchange? exchange) => exchange?.Heard.Length ?? state.Talk.UnaskedSinceLine;

    // Told once per request, or a bot that floods would fill the journal with it. The marker is one more than fits.
    private static bool AlreadyTold(Conversation state, Exchange? exchange) =>
        Count(state, exchange) > MostActivities || state.Talk.Pending.Length >= MostPending + MostActivities;

    private static LateAnswers LatePolicy(Deliberation d) => d.Bot?.Connector?.LateAnswers ?? LateAnswers.Deliver;

    // Its lines, at once; what it would do is recorded and not done.
    private static BotReading ForAgents(BotReading reading, string reason) => reading with
    {
        Actions = [.. reading.Actions.OfType<BotLine>().Select(line => line with { Audience = Audience.AgentsAndManagers })],
        Refusals = [.. reading.Refusals, .. reading.Actions.Where(a => a is not (BotLine or BotPause)).Select(_ =>
            new BotRefusal { Part = "channelData.action", Reason = reason, Detail = "Only what was said is shown, to agents; nothing is carried out." })],
    };

    private static BotRefusal Whole(string reason, string detail) => new() { Part = "activity", Reason = reason, Detail = detail };
}

/// <summary>What is known of an activity besides its content.</summary>
internal readonly record struct HearingTerms
{
    /// <summary>The turn it answers, where that is certain.</summary>
    public long? Exchange { get; init; }
    /// <summary>The bot may have sent it before.</summary>
    public bool Doubtful { get; init; }
    /// <summary>For agents alone.</summary>
    public bool Private { get; init; }
}
