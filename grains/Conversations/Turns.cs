using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Flows;

namespace Conversations;

/// <summary>How a bot turn begins, goes on after a wait, and ends.</summary>
internal static class Turns
{
    /// <summary>Whether the bot wants to hear of an event: a flow must wait for it.</summary>
    public static bool Answers(Bot bot, string eventName) => bot.Flow is not { } flow || StepMatcher.ForEvent(flow, eventName) is not null;

    /// <summary>A conversation began with its bot.</summary>
    public static void Greet(Deliberation d)
    {
        if (d.Bot?.Flow is { Welcome: { } welcome } flow) StartStep(d, flow.Steps.First(s => s.Name == welcome));
        else if (d.Bot?.Connector is { } connector) Asking.Greet(d, connector);
    }

    /// <summary>A transfer brought the conversation to its bot.</summary>
    public static void GreetAfterTransfer(Deliberation d)
    {
        if (d.Bot?.Connector is { } connector) Asking.GreetAfterTransfer(d, connector);
        else Greet(d);
    }

    /// <summary>Gives a message to the bot.</summary>
    public static void Start(Deliberation d, PendingMessage message)
    {
        if (d.Bot is not { } bot) return;
        if (bot.Flow is not { } flow)
        {
            Asking.Start(d, bot, message, []);
            return;
        }
        var match = message.EventName is { } name ? StepMatcher.ForEvent(flow, name) : StepMatcher.ForText(flow, message.Text ?? "");
        Begin(d, bot, message.Seq, match?.Step, match?.Variables);
    }

    // A step that answers no message.
    private static void StartStep(Deliberation d, FlowStep step) => Begin(d, d.Bot!, null, step, null);

    /// <summary>The bot is free: the next waiting message gets its turn.</summary>
    public static void StartQueued(Deliberation d)
    {
        while (d.State is { Busy: null, IsOpen: true, Queue: [var next, ..] } && d.Bot is { } bot && !Asking.IsGreeting(d.State))
        {
            if (bot.Connector?.Combine is { } combine)
            {
                if (Combining.IsWaiting(d, combine)) return;
                Combining.Start(d, bot, combine);
            }
            else Start(d, next);
        }
    }

    /// <summary>An effect came back.</summary>
    public static void Resume(Deliberation d, SettleEffect settle)
    {
        var run = d.State.Runs.FirstOrDefault(r => r.EffectKey == settle.Key);
        // The turn it belonged to is over: closed or handed over. What came back is recorded and changes nothing.
        var refused = run is not null ? null : d.State.IsOpen ? "transferred" : RefusalCodes.ConversationClosed;
        d.Raise(new EffectSettled { At = d.Now, Key = settle.Key, Outcome = settle.Outcome, Refused = refused });
        if (run is null) return;
        var next = settle.Outcome.Succeeded ? [.. run.OnSuccess, .. run.Remaining]
            : run.OnFailure.IsEmpty ? FailureText(d)
            : run.OnFailure;
        GoOn(d, run.Turn, next);
    }

    /// <summary>Carries out actions until one has to wait or none is left.</summary>
    /// <remarks><paramref name="started"/> is the step of a turn that has only just begun: its proactive messages are planned if it has to wait.</remarks>
    public static void GoOn(Deliberation d, long turn, ImmutableArray<FlowAction> actions, FlowStep? started = null)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            var step = new FlowPosition(d.State.RunOf(turn)!, actions[(i + 1)..], started);
            if (FlowActions.CarryOut(d, step, actions[i]) == Progress.Stop) return;
        }
        var outcome = d.State.RunOf(turn)!.Failed ? TurnOutcome.Failed : TurnOutcome.Answered;
        d.Raise(new TurnEnded { At = d.Now, Turn = turn, Outcome = outcome });
        StartQueued(d);
    }

    /// <summary>The bot no longer has the conversation: all its turns are over.</summary>
    public static void EndAll(Deliberation d, TurnOutcome outcome)
    {
        Speaking.Silence(d, outcome);
        foreach (var run in d.State.Runs) d.Raise(new TurnEnded { At = d.Now, Turn = run.Turn, Outcome = outcome });
        // One that was never asked does not count the conversation.
        if (d.Bot is { Connector: not null } bot && !d.State.Talk.Exchanges.IsEmpty) ReleaseBot(d, bot.Name);
    }

    private static void ReleaseBot(Deliberation d, string bot) => d.Raise(new EffectStarted
    {
        At = d.Now, Effect = new BotRelease { Key = d.NextEffectKey, StartedAt = d.Now, Bot = bot },
    });

    private static void Begin(Deliberation d, Bot bot, long? seq, FlowStep? step, ImmutableDictionary<string, string>? variables)
    {
        var turn = d.State.LastTurn + 1;
        d.Raise(new TurnStarted
        {
            At = d.Now,
            Turn = turn,
            MessageSeq = seq,
            IgnoreUntil = d.Now + bot.Interruptions.ResponseTimeout,
            Step = step?.Name,
            Variables = variables,
        });
        var actions = step is null ? [new SayAction { Text = bot.Flow!.Fallback }] : ActionsOf(step);
        GoOn(d, turn, actions, step);
    }

    private static ImmutableArray<FlowAction> ActionsOf(FlowStep step) => step.Message is { } message
        ? [.. step.PreActions, new SayAction { Text = message }, .. step.PostActions]
        : [.. step.PreActions, .. step.PostActions];

    private static ImmutableArray<FlowAction> FailureText(Deliberation d) =>
        d.Bot is { } bot ? [new SayAction { Text = bot.FailureText }] : [];
}
