namespace Conversations.Bots;

/// <summary>
/// Says and carries out what a third-party bot sent, one after the other: the conversation's one queue, so that nothing overtakes
/// anything, waits included. Source: SEED4.
/// </summary>
internal static class Speaking
{
    /// <summary>Goes on until the bot waits or has nothing more to say, and ends the turns that are complete with that.</summary>
    public static void GoOn(Deliberation d)
    {
        while (d.State is { IsOpen: true, Talk: { Pause: null, Pending: [var next, ..] } }) CarryOut(d, next);
        Settling.EndAnswered(d);
    }

    /// <summary>The bot's wait is over.</summary>
    public static void Resume(Deliberation d)
    {
        d.Raise(new BotResumed { At = d.Now });
        GoOn(d);
    }

    /// <summary>The bot no longer has the conversation: what it still had to say is not said, and that is recorded.</summary>
    public static void Silence(Deliberation d, TurnOutcome outcome)
    {
        var talk = d.State.Talk;
        if (talk is { Pending.IsEmpty: true, Pause: null }) return;
        var reason = outcome == TurnOutcome.Closed ? BotFaults.Closed : BotFaults.Transferred;
        d.Raise(new BotSilenced { At = d.Now, Count = talk.Pending.Length, Reason = reason });
    }

    /// <summary>The bot has failed with a turn, and keeps the conversation: what that turn had still to say is not said.</summary>
    public static void SilenceRest(Deliberation d, long turn)
    {
        var rest = d.State.Talk.Pending.Count(u => u.Turn == turn);
        if (rest > 0) d.Raise(new BotSilenced { At = d.Now, Count = rest, Reason = BotFaults.Escalated, Turn = turn });
    }

    /// <summary>The bot failed: people take over, after what has been said before.</summary>
    public static void Escalate(Deliberation d, long turn, string reason, string detail, bool atItsPlace = false) => d.Raise(new BotEscalated
    {
        At = d.Now, Turn = turn == 0 ? null : turn, Reason = reason, Detail = detail, SkillId = SkillOf(d), AtItsPlace = atItsPlace,
    });

    private static void CarryOut(Deliberation d, Utterance next)
    {
        switch (next.Action)
        {
            case BotLine line:
                Say(d, next, line);
                break;
            case BotPause pause:
                d.Raise(new BotPaused { At = d.Now, Until = d.Now + TimeSpan.FromSeconds(pause.Seconds), Typing = pause.Typing, Turn = next.Turn });
                if (pause.Seconds == 0) d.Raise(new BotResumed { At = d.Now });
                break;
            default:
                Act(d, next);
                break;
        }
    }

    private static void Say(Deliberation d, Utterance next, BotLine line)
    {
        var bot = d.Bot;
        var run = next.Turn is { } turn ? d.State.RunOf(turn) : null;
        d.Say(new Message
        {
            Seq = d.State.LastSeq + 1,
            From = new Participant { Id = d.State.Bot!, Role = Role.Bot, Name = bot?.DisplayName },
            Text = line.Text,
            StructuredContent = line.StructuredContent,
            Metadata = line.Metadata,
            EncodedMetadata = line.EncodedMetadata,
            Audience = line.Audience,
            Activity = line.Activity,
            EventName = line.EventName,
            SentAt = d.Now,
            InReplyTo = d.State.Talk.Exchanges.FirstOrDefault(x => x.Turn == next.Turn)?.MessageSeq,
            Turn = next.Turn,
            Late = next.Late || run is { Detached: true },
        }, botSpoke: true);
    }

    private static void Act(Deliberation d, Utterance next)
    {
        if (Overtaken(d, next) is { } refused)
        {
            d.Raise(new BotActionTaken { At = d.Now, Turn = next.Turn, Action = next.Action, Refused = refused });
            return;
        }
        d.Raise(new BotActionTaken { At = d.Now, Turn = next.Turn, Action = next.Action });
        switch (next.Action)
        {
            case BotTransfer transfer:
                Transfer(d, next, transfer);
                break;
            case BotClose:
                Closing.Do(d, CloseReason.Agent);
                break;
            case BotChangeTtr change:
                ResponseTimeRules.Do(d, new ChangeTtr { TtrType = change.TtrType });
                break;
            case BotInvocation call:
                Invoke(d, next, call);
                break;
            case BotEscalation escalation:
                EscalateNow(d, next, escalation);
                break;
            default:
                throw new InvalidOperationException($"The action {next.Action.GetType().Name} has no rule. Add a line to {nameof(Speaking)}.{nameof(Act)}.");
        }
    }

    private static void Invoke(Deliberation d, Utterance next, BotInvocation call) => d.Raise(new EffectStarted
    {
        At = d.Now,
        Effect = new InvokeFunction
        {
            Key = d.NextEffectKey, Turn = next.Turn ?? 0, StartedAt = d.Now, Function = call.Function, Payload = call.Payload,
            FailOnError = call.FailOnError, Bot = d.State.Bot!,
        },
    });

    // It is known already when it was not the bot itself that asked for what can't be done.
    private static void EscalateNow(Deliberation d, Utterance next, BotEscalation escalation)
    {
        if (!next.IsDecided) Escalate(d, next.Turn ?? 0, escalation.Reason, escalation.Detail, atItsPlace: true);
        else Escalation.Do(d, next.Turn ?? 0);
    }

    // A turn that was overtaken may not move a conversation that has gone on without it, as in flows; a function may still be invoked, and
    // that the bot failed is no action of its own.
    private static BotRefusal? Overtaken(Deliberation d, Utterance next)
    {
        if (next is not { Turn: { } turn, Action: not BotInvocation, IsDecided: false } || d.State.LastTurn <= turn) return null;
        return next.Late || d.State.RunOf(turn) is { Detached: true }
            ? new BotRefusal { Part = "channelData.action", Reason = BotFaults.Late, Detail = "The conversation has gone on since: a later turn has begun." }
            : null;
    }

    private static void Transfer(Deliberation d, Utterance next, BotTransfer transfer)
    {
        var skill = d.Account.Skills.Values.FirstOrDefault(s => s.Name == transfer.Skill)?.Id
            ?? (d.Account.Skills.ContainsKey(transfer.Skill) ? transfer.Skill : null);
        if (skill is null) Escalate(d, next.Turn ?? 0, BotFaults.UnknownSkill, $"The bot transfers to the skill '{transfer.Skill}', which the account does not have.", atItsPlace: true);
        else Transfers.Do(d, skill, transfer.AgentId);
    }

    private static string? SkillOf(Deliberation d) =>
        d.Bot?.Connector?.Escalation is { } rules && d.Account.Skills.ContainsKey(rules.SkillId) ? rules.SkillId : null;
}
