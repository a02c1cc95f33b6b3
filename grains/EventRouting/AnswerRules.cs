using System.Collections.Immutable;

namespace Conversations.EventRouting;

/// <summary>What becomes of a function's answer: it meets the conversation as it is now. Nothing is dropped without a record.</summary>
internal static class AnswerRules
{
    public static void Apply(Deliberation d, EventNotice notice, SettleEffect settle)
    {
        var pending = d.State.Lane[0];
        var answer = settle.Outcome is { Succeeded: true, Answer: { } given } ? given : new FunctionAnswer();
        var commands = answer.Commands.IsDefault ? [] : answer.Commands;
        d.Raise(new EffectSettled
        {
            At = d.Now, Key = settle.Key, Outcome = settle.Outcome,
            Refused = d.State.IsOpen ? null : commands.IsEmpty && pending.Message is null ? null : RefusalCodes.ConversationClosed,
        });
        if (d.State.IsOpen)
        {
            foreach (var refused in answer.Refused.IsDefault ? [] : answer.Refused) Refuse(d, notice, null, refused.Code, refused.Detail);
            if (IsOver(d, notice)) RefuseAll(d, notice, commands);
            else CarryOut(d, pending, notice, answer, commands);
        }
        EventLane.Continue(d);
    }

    private static void CarryOut(Deliberation d, PendingEvent pending, EventNotice notice, FunctionAnswer answer, ImmutableArray<CallbackCommand> commands)
    {
        var epoch = d.State.Service.Epoch;
        if (!answer.NoOperation && commands.All(c => c.Type != CallbackType.SystemMessage)) EventLane.SayDefault(d, pending);
        foreach (var command in CommandRules.InOrder(commands))
        {
            // A blank text is how a function says that nothing is to be said.
            if (command.Type == CallbackType.SystemMessage && string.IsNullOrWhiteSpace(command.Text)) continue;
            if (Fault(d, notice, epoch, command) is { } fault) Refuse(d, notice, command, fault.Code, fault.Detail);
            else CommandRules.CarryOut(d, command, answer.Function);
        }
    }

    private static Refusal? Fault(Deliberation d, EventNotice notice, long epoch, CallbackCommand command)
    {
        if (command.Type != CallbackType.SystemMessage && epoch != notice.Epoch)
        {
            return OpeningCheck.Refusal(RefusalCodes.MovedOn,
                $"The conversation has changed hands {epoch - notice.Epoch} times since {EventNames.Of(notice.Type)}; what the function decided then no longer fits.");
        }
        if (command.Type == CallbackType.Transfer && d.State.Service.Movers is { Length: >= CommandRules.MostMoves } movers)
        {
            return OpeningCheck.Refusal(RefusalCodes.Loop,
                $"Functions have moved the conversation {movers.Length} times without a person saying something: {string.Join(" → ", movers)}. It stays where it is; look at what these functions return to each other's events.");
        }
        return CommandRules.Fault(d, command);
    }

    // What was said about somebody's silence is wrong once the silence is over.
    private static bool IsOver(Deliberation d, EventNotice notice) => notice.Type switch
    {
        ConversationEventType.AgentNonResponsive => d.State.Service.AgentIdle.Count == 0,
        ConversationEventType.ConsumerNonResponsive => d.State.Service.ConsumerIdle.Count == 0,
        ConversationEventType.ConvAwaitingInQueue => d.State.Service.QueueIdle.Count == 0,
        _ => false,
    };

    private static void RefuseAll(Deliberation d, EventNotice notice, ImmutableArray<CallbackCommand> commands)
    {
        const string detail = "Whoever was silent has spoken, or the conversation has changed hands, before the function answered.";
        if (commands.IsEmpty) Refuse(d, notice, null, "no_longer_idle", detail);
        foreach (var command in commands) Refuse(d, notice, command, "no_longer_idle", detail);
    }

    private static void Refuse(Deliberation d, EventNotice notice, CallbackCommand? command, string reason, string detail) => d.Raise(new CommandRefused
    {
        At = d.Now, Key = notice.Key, Command = command is null ? null : EventNames.Of(command.Type), Reason = reason, Detail = detail,
    });
}
