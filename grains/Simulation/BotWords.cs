using Conversations.Bots;

namespace Conversations.Simulation;

/// <summary>What happens between a conversation and a third-party bot, in words.</summary>
internal static class BotWords
{
    public static IEnumerable<string>? Of(ConversationEvent happened, ScenarioClock clock) => happened switch
    {
        BotAsked e => [Asked(e, clock)],
        BotRequestRepeated e => [$"the bot is asked once more, try {e.Try} of turn {e.Turn}"],
        BotHeard e => Heard(e),
        BotSessionChanged e => [$"the connector has read up to {e.Session.Watermark ?? "the beginning"} of {e.Session.ConversationId}"],
        BotTyped => ["the bot types"],
        BotPaused e => [$"the bot waits until {clock.Show(e.Until)}{(e.Typing ? ", typing" : "")}"],
        BotResumed => [],
        BotActionTaken { Action: BotEscalation } => [],
        BotActionTaken e => [$"{Name(e.Action)}{(e.Refused is { } refused ? $" does nothing: {refused.Reason}" : "")}"],
        BotSilenced e => [$"the bot had {e.Count} more to say; it is not said: {e.Reason}"],
        BotEscalated e => [$"the bot failed ({e.Reason}): {e.Detail}{(e.SkillId is { } skill ? $" It goes to the skill {skill}." : "")}"],
        MessagesCombining e => [$"what the consumer says until {clock.Show(e.Until)} is given to the bot as one message"],
        _ => null,
    };

    private static string Asked(BotAsked e, ScenarioClock clock)
    {
        var what = e.Request.Kind switch
        {
            BotRequestKind.Welcome => "told that a conversation began, and asked to welcome",
            BotRequestKind.ConversationUpdate => "told that a conversation began",
            BotRequestKind.Event => $"told of the event '{e.Request.EventName}'",
            _ => "asked",
        };
        var planned = e.Planned.IsEmpty ? "" : $"; proactive messages at {string.Join(", ", e.Planned.Select(p => clock.Show(p.DueAt)))}";
        return $"the bot {e.Request.Bot} is {what} as {e.Request.Key}; it has until {clock.Show(e.Request.AnswerBy)}{planned}";
    }

    private static IEnumerable<string> Heard(BotHeard e)
    {
        var late = e.Late ? " late" : "";
        var about = e.Turn is { } turn ? $" to turn {turn}" : " unasked";
        if (!e.Actions.IsEmpty) yield return $"heard{late}{about}: {string.Join(", ", e.Actions.Select(Name))}";
        foreach (var refusal in e.Refusals) yield return $"heard{late}{about}, and refused: {refusal.Part}: {refusal.Reason}: {refusal.Detail}";
    }

    private static string Name(BotAction action) => action switch
    {
        BotLine { EventName: { } name } => $"event '{name}'",
        BotLine { Audience: Audience.AgentsAndManagers } => "private line",
        BotLine { StructuredContent: not null } => "rich content",
        BotLine => "line",
        BotPause pause => $"wait of {pause.Seconds} s",
        BotTransfer transfer => $"TRANSFER to {transfer.Skill}",
        BotClose => "CLOSE_CONVERSATION",
        BotChangeTtr change => $"CHANGE_TTR to {EventRouting.EventNames.Of(change.TtrType)}",
        BotInvocation call => $"INVOCATION of {call.Function}",
        BotEscalation escalation => $"escalation ({escalation.Reason})",
        _ => action.GetType().Name,
    };
}
