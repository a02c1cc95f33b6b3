using System.Collections.Immutable;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Bots;

namespace Conversations;

/// <summary>Everything that happens because time passes. All derived from the state; no timer is state of its own.</summary>
public static class Clocks
{
    /// <summary>When time alone changes this state next, by the account's rules; null when it never does.</summary>
    public static DateTimeOffset? NextDue(Conversation state, Account account) =>
        state.IsOpen ? Earlier(BotDue(state, account), ServiceClocks.Next(state, account.RulesOf(state.SkillId))?.DueAt) : null;

    /// <summary>When the conversation must be in memory: at once while an effect is pending, else when its next timer is due.</summary>
    public static DateTimeOffset? WakeAt(Conversation state, Account account) =>
        state.Effects.IsEmpty ? NextDue(state, account) : state.Effects.Min(e => e.StartedAt);

    /// <summary>Every pending timer, earliest first.</summary>
    public static ImmutableArray<TimerView> Timers(Conversation state, Account account)
    {
        var timers = new List<TimerView>();
        if (!state.IsOpen) return [];
        if (state.Busy is { } busy) timers.Add(new TimerView { Kind = "turnTimeout", DueAt = busy.IgnoreUntil });
        if (state.Talk.Pause is { } pause) timers.Add(new TimerView { Kind = "botPause", DueAt = pause.Until });
        if (state.Talk.CombineUntil is { } combine) timers.Add(new TimerView { Kind = "combineMessages", DueAt = combine });
        foreach (var run in state.Runs)
        {
            if (run.AnswerBy is { } answerBy) timers.Add(new TimerView { Kind = "botTimeout", DueAt = answerBy });
            if (run.Until is { } until) timers.Add(new TimerView { Kind = "wait", DueAt = until });
            timers.AddRange(run.Planned.Select(p => new TimerView { Kind = "proactiveMessage", DueAt = p.DueAt }));
        }
        timers.AddRange(ServiceClocks.Running(state, account.RulesOf(state.SkillId))
            .Select(c => new TimerView { Kind = JsonNamingPolicy.CamelCase.ConvertName(c.Kind.ToString()), DueAt = c.DueAt }));
        return [.. timers.OrderBy(t => t.DueAt)];
    }

    /// <summary>Does all that is due, earliest first.</summary>
    internal static void Advance(Deliberation d)
    {
        while (d.State.IsOpen)
        {
            var bot = BotDue(d.State, d.Account);
            var service = ServiceClocks.Next(d.State, d.Rules);
            if (bot <= d.Now && !(service?.DueAt < bot)) AdvanceBot(d, bot.Value);
            else if (service is { } clock && clock.DueAt <= d.Now) ServiceClocks.Ring(d, clock.Kind);
            else return;
        }
    }

    private static DateTimeOffset? BotDue(Conversation state, Account account)
    {
        var due = Earlier(state.Busy?.IgnoreUntil, state.Talk.Pause?.Until);
        // Whoever is being answered or greeted comes first; then what was collected meanwhile is given to the bot.
        if (state is { Busy: null, Queue.IsEmpty: false, Talk.CombineUntil: { } until } && !Asking.IsGreeting(state) && account.Bots.ContainsKey(state.Bot ?? ""))
        {
            due = Earlier(due, until);
        }
        foreach (var run in state.Runs)
        {
            due = Earlier(due, Earlier(run.Until, run.AnswerBy));
            if (!run.Planned.IsEmpty) due = Earlier(due, run.Planned[0].DueAt);
        }
        return due;
    }

    private static void AdvanceBot(Deliberation d, DateTimeOffset due)
    {
        if (d.State.Talk.Pause?.Until == due) Speaking.Resume(d);
        else if (Proactive(d.State, due) is ({ } run, { } planned)) SayProactive(d, run, planned);
        else if (d.State.Runs.FirstOrDefault(r => r.Until == due) is { } waiting) Turns.GoOn(d, waiting.Turn, waiting.Remaining);
        else if (d.State.Runs.Any(r => r.AnswerBy == due)) Settling.GiveUp(d, due);
        else if (d.State.Busy is null && d.State.Talk.CombineUntil == due) Turns.StartQueued(d);
        else DetachOverdue(d);
    }

    /// <summary>Ends the busy time of a turn that has had its time (SEED1: 15 s by default).</summary>
    internal static void DetachOverdue(Deliberation d)
    {
        if (d.State.Busy is not { } busy || d.Now < busy.IgnoreUntil) return;
        d.Raise(new TurnDetached { At = d.Now, Turn = busy.Turn, Cause = DetachCause.TimedOut });
        Turns.StartQueued(d);
    }

    private static (Run, PlannedMessage)? Proactive(Conversation state, DateTimeOffset due)
    {
        foreach (var run in state.Runs)
        {
            if (!run.Planned.IsEmpty && run.Planned[0].DueAt == due) return (run, run.Planned[0]);
        }
        return null;
    }

    private static void SayProactive(Deliberation d, Run run, PlannedMessage planned)
    {
        // A bot that was taken out of the account while its turn ran still has a name to speak under.
        var name = d.State.Bot ?? "bot";
        d.Say(new Message
        {
            Seq = d.State.LastSeq + 1,
            From = new Participant { Id = name, Role = Role.Bot, Name = d.Bot?.DisplayName },
            Text = planned.Text,
            SentAt = d.Now,
            Proactive = true,
            InReplyTo = run.Message?.Seq,
            Turn = run.Turn,
            Late = run.Detached,
        }, planned.Index);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) =>
        a is null || b < a ? b ?? a : a;
}
