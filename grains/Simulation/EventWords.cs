using Conversations.Accounts;
using Conversations.Bots;
using Conversations.EventRouting;

namespace Conversations.Simulation;

/// <summary>Events in words. A line of a transcript needs none, but what the rules did with it does.</summary>
internal static class EventWords
{
    public static IEnumerable<string> Of(ConversationEvent happened, Conversation state, ScenarioClock clock, Account? account) => happened switch
    {
        ConversationOpened e => [Opened(e)],
        MessagePublished { Queued: true } => [$"waits for turn {state.Busy?.Turn} to end, as number {state.Queue.Length + 1} in the queue"],
        MessagePublished => [],
        TurnStarted e => [Started(e, clock, state.Bot is { } bot && account?.Bots.GetValueOrDefault(bot)?.Connector is not null)],
        EffectStarted e => [$"{Name(e.Effect)} started: {Order(e.Effect)}"],
        EffectSettled e => [Settled(e, state)],
        RunSuspended e => [Suspended(e, clock)],
        VariablesSet e => e.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"variable {v.Key} = {v.Value}"),
        TurnDetached e => [Detached(e)],
        TurnEnded e => [Ended(e, state)],
        ActionRefused e => [$"{e.Action} of turn {e.Turn} does nothing: {e.Reason}"],
        Transferred e => [Transfer(e, state, clock)],
        AgentAssigned e => [$"{e.Agent.Id} has the conversation"],
        ProposalEnded e => [$"{e.AgentId} did not take it ({e.Reason}); it waits in the queue of {state.SkillId}"],
        ReturnedToQueue e => [$"{e.AgentId} gave it back; it waits in the queue of {state.SkillId}"],
        ResponseTimeChanged e => [$"response time {EventNames.Of(e.Ttr.TtrType)}, {Times.Brief(TimeSpan.FromSeconds(e.Ttr.Value))}{(e.EffectiveTtr is { } due ? $", so until {clock.Show(due)}" : "")}"],
        ConsumerSteppedUp e => [$"the consumer signed in as {e.Consumer.Id}"],
        IdleNoticed e => [$"the {e.Clock.ToString().ToLowerInvariant()} has been idle for as long as allowed"],
        EventRaised e => [Raised(e, state)],
        EventHandled => [],
        CommandRefused e => [$"{e.Command ?? "what the function returned"} does nothing: {e.Reason}: {e.Detail}"],
        CommandsApplied e => [$"commands {e.CommandId} carried out"],
        ParticipantJoined e => [$"{e.Participant.Id} joined as {e.Participant.Role.ToString().ToLowerInvariant()}"],
        ParticipantLeft e => [$"{e.ParticipantId} left"],
        ConversationClosed e => [$"closed by the {e.By.ToString().ToLowerInvariant()}"],
        _ => BotWords.Of(happened, clock) ?? [happened.GetType().Name],
    };

    public static string Name(Effect effect) => effect is HttpIntegration call ? $"{effect.Key} '{call.Name}'" : effect.Key;

    private static string Opened(ConversationOpened e)
    {
        var whom = e.Bot is { } bot ? $"bot {bot}" : e.SkillId is { } skill ? $"skill {skill}" : "nobody";
        return $"opened for {whom}, language {e.Language}{(e.Preview ? ", preview" : "")}";
    }

    private static string Started(TurnStarted e, ScenarioClock clock, bool isThirdParty)
    {
        var cause = e.MessageSeq is { } seq ? $" for line {seq}" : "";
        var step = e.Step is { } name ? $": step '{name}'" : isThirdParty ? "" : ": no step matches, fallback";
        return $"turn {e.Turn} started{cause}{step}; busy until {clock.Show(e.IgnoreUntil)} at the latest";
    }

    private static string Order(Effect effect) => effect switch
    {
        HttpIntegration call => $"{call.Method} {call.Url}, at most {Times.Brief(call.Timeout)}",
        ChatInstanceMessage message => $"message to the chat instance '{message.ChatInstanceId}'",
        QueueNotice notice => $"the queue of {notice.SkillId} is told",
        AgentProposal proposal => $"{proposal.AgentId} is asked to take it",
        AgentRelease release => $"{release.AgentId} is told that it needs no room any more",
        BotRelease release => $"{release.Bot} is told that it has it no more",
        InvokeFunction call => $"the function {call.Function} is invoked",
        WebhookDelivery delivery => $"the webhook {delivery.WebhookId} is told of events {delivery.FromVersion + 1} to {delivery.ToVersion}",
        _ => effect.GetType().Name,
    };

    private static string Settled(EffectSettled e, Conversation state)
    {
        var effect = state.Effects.FirstOrDefault(known => known.Key == e.Key);
        var name = effect is null ? e.Key : Name(effect);
        var took = effect is null ? "" : $" after {Times.Brief(e.At - effect.StartedAt)}";
        var outcome = e.Outcome.Succeeded
            ? "answered" + (e.Outcome.Status is { } status ? $" {status}" : "")
            : $"failed ({e.Outcome.Error})";
        var values = string.Join(", ", e.Outcome.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key} = {v.Value}"));
        var what = e.Outcome.Succeeded ? values : e.Outcome.Detail ?? "";
        var text = $"{name} {outcome}{took}{(what.Length > 0 ? ": " + what : "")}";
        return e.Refused is { } reason ? $"{text}; too late ({reason}): recorded, nothing is said" : text;
    }

    private static string Transfer(Transferred e, Conversation state, ScenarioClock clock)
    {
        var to = e switch
        {
            { Proposed: { } agent, ProposedUntil: { } until } => $"; proposed to {agent.Id} until {clock.Show(until)}",
            { Bot: { } bot } => $", which the bot {bot} serves",
            _ => state.Bot is null ? "" : "; the bot has left",
        };
        return $"transferred to the skill {e.SkillId}{(e.ByFunction is { } function ? $" by the function {function}" : "")}{to}";
    }

    private static string Raised(EventRaised e, Conversation state)
    {
        var waits = state.Lane.IsEmpty ? "" : $", after {state.Lane.Length} earlier {(state.Lane.Length == 1 ? "event" : "events")}";
        return e.Notice is { } notice
            ? $"{EventNames.Of(e.Type)}: functions on {notice.MessagingEvent} are asked as {notice.Key}{waits}"
            : $"{EventNames.Of(e.Type)}: its message waits{waits}";
    }

    private static string Suspended(RunSuspended e, ScenarioClock clock)
    {
        var what = e.EffectKey ?? (e.Until is { } until ? $"until {clock.Show(until)}" : "");
        var wait = e.EffectKey is null ? $"turn {e.Turn} waits {what}" : $"turn {e.Turn} waits for {what}";
        return e.Planned.IsEmpty
            ? wait
            : $"{wait}; proactive messages at {string.Join(", ", e.Planned.Select(p => clock.Show(p.DueAt)))}";
    }

    private static string Detached(TurnDetached e) => e.Cause == DetachCause.TimedOut
        ? $"turn {e.Turn} has had its time: the bot is free again, and what the turn still says is late"
        : $"turn {e.Turn} is overtaken by a newer message, and what it still says is late";

    private static string Ended(TurnEnded e, Conversation state)
    {
        var dropped = state.RunOf(e.Turn)?.Planned.Length ?? 0;
        var ended = $"turn {e.Turn} ended: {e.Outcome.ToString().ToLowerInvariant()}";
        return dropped == 0 ? ended : $"{ended}; {dropped} proactive {(dropped == 1 ? "message is" : "messages are")} not needed any more";
    }
}
