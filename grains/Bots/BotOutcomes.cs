namespace Conversations.Bots;

/// <summary>
/// What requests that a third-party bot took came to: it answered in time, or it never did. What fails on its way is told by
/// <see cref="BotRequestRunner"/> instead, so each request is told once at most. Pure.
/// </summary>
/// <remarks>Nothing is told of what needs no answer, nor of what nobody waits for any more: the consumer left, or somebody else took over.</remarks>
internal static class BotOutcomes
{
    private static readonly BotReport Answered = new();

    /// <summary>What became known with a decision.</summary>
    public static IEnumerable<BotOutcome> Of(Conversation before, Decision decision)
    {
        if (before.Talk.Exchanges.IsEmpty) yield break;
        foreach (var asked in before.Talk.Exchanges)
        {
            if (asked is { State: ExchangeState.Taken, IsAnswered: false } && asked.Kind.NeedsAnswer()
                && before.Bot is { } bot && Report(asked.Turn, decision) is { } report)
            {
                yield return new(bot, asked.Turn, report);
            }
        }
        foreach (var happened in decision.Events)
        {
            if (happened is EffectSettled { Outcome.Succeeded: true } settled
                && before.Effects.FirstOrDefault(e => e.Key == settled.Key) is BotRequest request && request.Kind.NeedsAnswer()
                && IsInTime(before, request, settled.At) && Report(request.Turn, decision) is { } report)
            {
                yield return new(request.Bot, request.Turn, report);
            }
        }
    }

    // Its answer may have come in time, and only the word that it was taken be late. Else what was heard of it may have come too late, too.
    private static bool IsInTime(Conversation before, BotRequest request, DateTimeOffset settled) =>
        before.Talk.Exchanges.LastOrDefault(x => x.Turn == request.Turn) is { } asked
        && (settled < request.AnswerBy || (asked.State != ExchangeState.Failed && (settled == request.AnswerBy || asked.IsAnswered)));

    private static BotReport? Report(long turn, Decision decision)
    {
        var asked = decision.State.Talk.Exchanges.LastOrDefault(x => x.Turn == turn);
        foreach (var happened in decision.Events)
        {
            if (happened is not BotEscalated { Reason: BotFaults.TimedOut or BotFaults.EmptyAnswer } escalated || escalated.Turn != turn) continue;
            // Nonsense is an answer of a bot that lives.
            return new BotReport { Fault = asked is { Heard.IsEmpty: false } ? BotFaults.EmptyAnswer : escalated.Reason, Detail = escalated.Detail };
        }
        return asked is { IsAnswered: true } ? Answered : null;
    }
}

/// <summary>What one request to a bot came to.</summary>
internal readonly record struct BotOutcome(string Bot, long Turn, BotReport Report);
