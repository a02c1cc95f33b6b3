using Conversations.Flows;

namespace Conversations.Bots;

/// <summary>What follows a bot's failure: a word to the consumer, one to the agent, and the transfer; or that there is none.</summary>
internal static class Escalation
{
    public static void Do(Deliberation d, long turn)
    {
        var rules = d.Bot?.Connector?.Escalation;
        if (rules is null)
        {
            Say(d, turn, d.Bot?.FailureText, Audience.All);
            End(d, turn);
            return;
        }
        Say(d, turn, rules.ToConsumer, Audience.All);
        if (Transfers.Fault(d, rules.SkillId, null) is null)
        {
            Say(d, turn, rules.ToAgent, Audience.AgentsAndManagers);
            Transfers.Do(d, rules.SkillId, null);
        }
        else
        {
            Say(d, turn, rules.TransferFailed ?? d.Bot?.FailureText, Audience.All);
            End(d, turn);
        }
    }

    private static void Say(Deliberation d, long turn, LocalizedText? text, Audience audience)
    {
        if (text is null || d.Bot is not { } bot) return;
        var run = d.State.RunOf(turn);
        d.Say(d.BotLine(bot, text.In(d.State.Language, d.Account.DefaultLanguage), audience) with
        {
            InReplyTo = run?.Message?.Seq, Turn = run?.Turn, Automatic = true,
        });
    }

    private static void End(Deliberation d, long turn)
    {
        Speaking.SilenceRest(d, turn);
        if (d.State.RunOf(turn) is not null) d.Raise(new TurnEnded { At = d.Now, Turn = turn, Outcome = TurnOutcome.Failed });
        Turns.StartQueued(d);
    }
}
